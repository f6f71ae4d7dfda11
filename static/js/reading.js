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

keepContentsOpen();
openNamedQuestion();
addEventListener("hashchange", openNamedQuestion);
openForPrinting();
offerCopies();
