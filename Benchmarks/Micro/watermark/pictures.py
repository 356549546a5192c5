"""Pictures that come with Python packages: photos, textures, microscopy, documents, drawings."""
import os
import cv2
import skimage.data

# The fifteen that earlier measurements used, fourteen of them distinct.
PHOTOS = ['astronaut', 'brick', 'camera', 'chelsea', 'coffee', 'coins', 'grass', 'gravel', 'hubble_deep_field', 'ihc',
          'moon', 'motorcycle_left', 'retina', 'rocket', 'cell']
GRAPHICS = ['page', 'text', 'clock_motion', 'color', 'logo', 'horse', 'phantom']


def load(names):
    folder = os.path.dirname(skimage.data.__file__)
    pictures = {}
    for name in names:
        for end in ('.png', '.jpg'):
            path = os.path.join(folder, name + end)
            if os.path.exists(path):
                pictures[name] = cv2.imread(path, cv2.IMREAD_COLOR)
    return pictures
