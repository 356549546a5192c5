// The secret of an invitation stands behind `#`, which the browser sends to nobody. It is moved into the field and out
// of the address.
const field = document.getElementById("secret");
if (field && location.hash.length > 1) {
  let secret = "";
  try { secret = decodeURIComponent(location.hash.slice(1)); } catch { secret = ""; }
  history.replaceState(null, "", location.pathname);
  if (secret) field.value = secret.replace(/^secret=/, "");
}
