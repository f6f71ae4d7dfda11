// Light or dark: the reader's system decides until the reader does. What was chosen stays in this browser and is told
// to nobody. The file stands before the stylesheets and blocks them, so that no page shows the other scheme first.

const SCHEME_KEY = "scheme";
const SCHEMES = ["light", "dark"];

/** Browsers that keep nothing (private windows, storage switched off) follow the system. */
function chosenScheme() {
  try {
    const chosen = localStorage.getItem(SCHEME_KEY);
    return SCHEMES.includes(chosen) ? chosen : "";
  } catch {
    return "";
  }
}

function keepScheme(chosen) {
  try {
    if (chosen) localStorage.setItem(SCHEME_KEY, chosen);
    else localStorage.removeItem(SCHEME_KEY);
  } catch { /* it holds for this page, then */ }
}

/** The page, and the browser's own frame around it. */
function applyScheme(chosen) {
  const root = document.documentElement;
  if (chosen) root.dataset.scheme = chosen;
  else delete root.dataset.scheme;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.dataset.media ??= meta.media;
    const mine = SCHEMES.find((scheme) => meta.dataset.media.includes(scheme));
    meta.media = !chosen ? meta.dataset.media : mine === chosen ? "all" : "not all";
  }
}

/** The switch at the foot of the page, which nobody sees without this script. */
function offerSchemes() {
  const control = document.querySelector("[data-scheme-switch]");
  if (!control) return;
  const choices = [...control.querySelectorAll("input")];
  const show = () => { for (const choice of choices) choice.checked = choice.value === chosenScheme(); };
  control.addEventListener("change", (event) => {
    keepScheme(event.target.value);
    applyScheme(event.target.value);
  });
  addEventListener("storage", () => { applyScheme(chosenScheme()); show(); });
  show();
  control.hidden = false;
}

// A page that is drawn in one scheme on purpose, as a preview is, stays in it.
if (!document.documentElement.dataset.scheme) {
  applyScheme(chosenScheme());
  addEventListener("DOMContentLoaded", offerSchemes);
}
