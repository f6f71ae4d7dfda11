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

/** Words one can use gain a button that copies them. */
function offerCopies() {
  if (!navigator.clipboard) return;
  for (const figure of document.querySelectorAll("[data-copy]")) {
    const words = figure.querySelector("blockquote");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy the words";
    const said = document.createElement("span");
    said.className = "copy-said";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words.innerText.trim());
        said.textContent = "Copied";
      } catch {
        said.textContent = "Please select the words and copy them by hand";
      }
      setTimeout(() => { said.textContent = ""; }, 4000);
    });
    figure.append(button, said);
  }
}

/** Links to parts also copy their address; without a script they are plain links. */
function offerAddresses() {
  const links = document.querySelectorAll(".part-link, .pair-link a");
  if (!links.length || !navigator.clipboard) return;
  const said = document.createElement("p");
  said.className = "part-said";
  said.setAttribute("role", "status");
  document.body.append(said);
  let silence;
  for (const link of links) {
    link.addEventListener("click", async () => {
      clearTimeout(silence);
      try {
        await navigator.clipboard.writeText(link.href);
        said.textContent = "Link copied";
      } catch {
        said.textContent = "The link is in the address bar";
      }
      silence = setTimeout(() => { said.textContent = ""; }, 4000);
    });
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
  const watch = new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" });
  parts.forEach((part) => watch.observe(part));
}

keepContentsOpen();
offerAddresses();
followReading();
openNamedQuestion();
addEventListener("hashchange", openNamedQuestion);
openForPrinting();
offerCopies();
