// A link to a statement has its secret after the `#`, which is not sent. It is posted from here, and taken out of the
// address and the history.
"use strict";
const secret = location.hash.slice(1);
if (secret) {
  history.replaceState(null, "", location.pathname + location.search);
  const form = document.getElementById("statement");
  form.elements.secret.value = secret;
  form.submit();
}
