// The article check beside the editor: a finding leads to its place, decisions are sent from here, and what was saved
// is looked at again. Without this file every link and form of it works too, on a page of its own.

const QUIET = 400; // milliseconds after a save before the check is asked for
const TYPED = 'input:not([type="hidden"]), textarea, select, [contenteditable="true"]';

const root = () => document.querySelector("[data-article-check]");

/** What was typed and opened in the panel, by the field's id, so that a fresh list can have it back. */
function typed(place) {
  const fields = [...place.querySelectorAll("textarea")];
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  const open = fields.filter((field) => field.closest("details").open).map((field) => field.id);
  return { values: fields.map((field) => [field.id, field.value]), open, focused };
}

function giveBack({ values, open, focused }) {
  for (const [id, value] of values) {
    const field = document.getElementById(id);
    if (field && !field.value) field.value = value;
    if (field && open.includes(id)) field.closest("details").open = true;
  }
  if (focused) document.getElementById(focused)?.focus();
}

function show(html) {
  const place = root();
  const kept = typed(place);
  place.innerHTML = html;
  giveBack(kept);
  count();
}

/** The number on the panel's button. */
function count() {
  const open = root()?.querySelector("[data-article-check-open]")?.dataset.articleCheckOpen ?? "0";
  const counter = document.querySelector('[data-side-panel-toggle="article-check"] [data-side-panel-toggle-counter]');
  if (!counter) return;
  counter.textContent = open;
  counter.hidden = open === "0";
}

async function ask(options) {
  const address = root()?.dataset.articleCheck;
  if (!address) return;
  const response = await fetch(`${address}?beside=1`, options).catch(() => null);
  // 422: a reason is missing, and the list says so at its place.
  if (response && !response.redirected && (response.ok || response.status === 422)) show(await response.text());
  else sayThatItFailed();
}

/** What was typed stays where it is. */
function sayThatItFailed() {
  const status = root().querySelector('[role="status"]');
  if (status) status.textContent = "The check could not be reached just now. Nothing is lost; try again in a moment.";
}

/** The element that a finding is about, and the first thing in it that can be typed into. */
function elementAt(link) {
  const id = decodeURIComponent(link.hash.slice(1));
  const name = link.dataset.articleCheckPlace;
  return document.getElementById(id) ?? document.querySelector(`[data-contentpath="${CSS.escape(name)}"]`);
}

/** Bring a place into view: its tab is opened, and every closed panel around it. */
function reveal(element) {
  const tab = element.closest('[role="tabpanel"]');
  if (tab?.hidden) document.querySelector(`[role="tab"][href="#${tab.id}"]`)?.click();
  for (let around = element; around; around = around.parentElement?.closest("[data-panel]")) {
    around.querySelector(':scope > * > [data-panel-toggle][aria-expanded="false"]')?.click();
  }
}

/** Tabs and panels open with a movement; what is not shown yet cannot take the focus. */
async function untilShown(element) {
  for (let turn = 0; turn < 40 && !element.checkVisibility({ visibilityProperty: true }); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function go(event, link) {
  const element = elementAt(link);
  if (!element) return; // the link itself may still lead there
  event.preventDefault();
  reveal(element);
  await untilShown(element);
  if (window.innerWidth < 800) document.querySelector("[data-form-side-close-button]")?.click();
  const field = element.matches(TYPED) ? element : (element.querySelector(TYPED) ?? element.querySelector("button"));
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  (field ?? element).focus({ preventScroll: true });
  element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

let waiting;
document.addEventListener("w-autosave:success", (event) => {
  const place = root();
  const pk = event.detail?.response?.pk;
  if (place && pk && !place.dataset.articleCheck) {
    place.dataset.articleCheck = place.dataset.articleCheckAddress.replace("/0/", `/${pk}/`);
  }
  clearTimeout(waiting);
  waiting = setTimeout(ask, QUIET);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-article-check] a");
  if (!link) return;
  if (link.dataset.articleCheckPlace) go(event, link);
  else if ("articleCheckAgain" in link.dataset) {
    event.preventDefault();
    ask();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-article-check] [data-article-check-form]")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  ask({ method: "POST", body });
});
