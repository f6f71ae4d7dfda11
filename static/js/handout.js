// A button that prints; without it the browser's own command does the same.

const ways = document.querySelector("[data-print]");
const button = document.createElement("button");
button.type = "button";
button.className = "button";
button.textContent = "Print this";
button.addEventListener("click", () => print());
ways.append(button);
