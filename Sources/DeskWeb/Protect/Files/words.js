// What the scripts say, in the language of the page: the page brings the words along in a template.

/// Words by name from `<template>` with elements `data-word`, with `{places}` filled in.
export function wordsFrom(template) {
  const known = new Map();
  for (const element of template.content.querySelectorAll("[data-word]")) {
    known.set(element.dataset.word, element.textContent.trim());
  }
  return (name, values = {}) =>
    (known.get(name) ?? name).replace(/\{([a-z]+)\}/g, (place, key) => String(values[key] ?? place));
}

/// A day in the page's language, from seconds since 1970.
export function day(seconds) {
  const language = document.documentElement.lang || undefined;
  return new Date(seconds * 1000).toLocaleDateString(language, { dateStyle: "long" });
}
