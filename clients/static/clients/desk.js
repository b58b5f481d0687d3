// Keys of the desk: inside a form with data-keyed, the key before an answer chooses it. Works only where one does not type.
(function () {
  "use strict";

  var TYPING = "textarea, select, input:not([type=radio]):not([type=checkbox])";

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    var form = event.target.closest("form[data-keyed]");
    if (!form || event.target.closest(TYPING)) return;
    var answer = form.querySelector('[data-choice="' + CSS.escape(event.key.toLowerCase()) + '"]');
    if (!answer) return;
    event.preventDefault();
    var fold = answer.closest("details");
    if (fold) fold.open = true;
    answer.checked = true;
    answer.focus();
    answer.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // A form that comes into the desk takes the keys at once; after an answer the next question replaces the last.
  document.addEventListener("htmx:afterSwap", function (event) {
    var answer = document.getElementById("uitkomst");
    var field = document.activeElement;
    if (event.target === answer && field && field.name === "q") field.select();
    if (event.target.id === "paneel" && answer) answer.textContent = "";
    if (event.target.id !== "paneel" || event.target.querySelector("[data-error-summary]")) return;
    var first = event.target.querySelector("form[data-keyed] input:not([type=hidden])");
    if (first) first.focus();
  });

  var alone = document.querySelector("main > form[data-keyed], main > .wc-panel-form form[data-keyed]");
  if (alone && !document.querySelector("[data-error-summary]")) {
    var first = alone.querySelector("input:not([type=hidden])");
    if (first) first.focus();
  }
})();
