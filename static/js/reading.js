// Small comforts of reading. Every page works without them.

const WIDE = matchMedia("(min-width: 64rem)");

/** The contents list stands open beside the text on wide screens, and says so to screen readers too. */
function keepContentsOpen() {
  const fold = document.querySelector(".contents-fold");
  if (!fold) return;
  const follow = () => { fold.open = WIDE.matches; };
  follow();
  WIDE.addEventListener("change", follow);
}

/** A question named in the address opens; browsers that do it themselves are not disturbed. */
function openNamedQuestion() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const question = named?.closest("details");
  if (!question || question.open) return;
  question.open = true;
  named.scrollIntoView();
}

/** On paper every question is open. */
function openForPrinting() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.pair:not([open])")];
    opened.forEach((question) => { question.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((question) => { question.open = false; }));
}

/** Copies, and says so for a while in a status region that a screen reader reads out. */
async function copy(words, said, otherwise) {
  try {
    await navigator.clipboard.writeText(words);
    said.textContent = "Copied";
  } catch {
    said.textContent = otherwise;
  }
  setTimeout(() => { said.textContent = ""; }, 4000);
}

function statusRegion(className) {
  const said = document.createElement("span");
  said.className = className;
  said.setAttribute("role", "status");
  return said;
}

/** Words one can use gain a button that copies them. */
function offerCopies() {
  for (const figure of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy the words";
    const said = statusRegion("copy-said");
    button.addEventListener("click", () => copy(
      figure.querySelector("blockquote").innerText.trim(), said, "Please select the words and copy them by hand"));
    figure.append(button, said);
  }
}

/** Links to parts also copy their address. */
function offerAddresses() {
  const links = document.querySelectorAll(".part-link, .pair-link a");
  const said = statusRegion("part-said");
  document.body.append(said);
  for (const link of links) {
    link.addEventListener("click", () => copy(link.href, said, "The link is in the address bar"));
  }
}

/** The contents list marks the part that is being read: the last one whose heading has come into the upper third. */
function followReading() {
  const links = [...document.querySelectorAll(".contents a[href^='#']")];
  const parts = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (!links.length || parts.includes(null)) return;
  const list = links[0].closest(".contents");
  let marked;
  const follow = () => {
    const here = parts.findLastIndex((part) => part.getBoundingClientRect().top < innerHeight / 3);
    if (links[here] === marked) return;
    marked?.removeAttribute("aria-current");
    marked = links[here];
    if (!marked) return;
    marked.setAttribute("aria-current", "true");
    // Only the list itself moves, and never while the keyboard is in it.
    if (!list.contains(document.activeElement) && list.scrollHeight > list.clientHeight) {
      list.scrollTop = marked.offsetTop - list.clientHeight / 2;
    }
  };
  // All that lies above counts as in sight: then a heading that a jump leaves behind is noticed as well.
  const watch = new IntersectionObserver(follow, { rootMargin: "999999px 0px -66% 0px" });
  parts.forEach((part) => watch.observe(part));
}

keepContentsOpen();
followReading();
openNamedQuestion();
addEventListener("hashchange", openNamedQuestion);
openForPrinting();
if (navigator.clipboard) {
  offerCopies();
  offerAddresses();
}
