// Small help for people who work fast. Every page works without it.
(function () {
  "use strict";

  var go = "";

  function typing(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function rows() {
    return Array.from(document.querySelectorAll("[data-row] a[href], tbody tr th a[href]")).filter(function (link) {
      return link.offsetParent !== null;
    });
  }

  function step(distance) {
    var links = rows();
    var now = links.indexOf(document.activeElement);
    var next = links[now === -1 ? (distance > 0 ? 0 : links.length - 1) : now + distance];
    if (next) next.focus();
    return Boolean(next);
  }

  function press(selector) {
    var found = document.querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  }

  function search() {
    var field = document.querySelector("[data-search]");
    if (field) field.focus();
    return field ? true : press("[data-search-link]");
  }

  function keys() {
    var panel = document.getElementById("toetsen");
    if (panel && panel.togglePopover) panel.togglePopover();
    return Boolean(panel);
  }

  var single = {
    "/": search,
    "?": keys,
    n: function () { return press("[data-new]"); },
    j: function () { return step(1); },
    k: function () { return step(-1); },
  };

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    var after = go;
    go = "";
    if (after) {
      if (/^[a-z]$/.test(event.key) && press('[data-key="' + event.key + '"]')) event.preventDefault();
      return;
    }
    if (event.key === "g") {
      go = "g";
      window.setTimeout(function () { go = ""; }, 1200);
      return;
    }
    if (single[event.key] && single[event.key]()) event.preventDefault();
  });

  // A form is sent once. A page that comes back from history can be sent again.
  document.addEventListener("submit", function (event) {
    if (!event.target.dataset.sent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  document.addEventListener("submit", function (event) {
    var form = event.target;
    var byHtmx = form.hasAttribute("hx-post");
    if (form.method !== "post" || form.hasAttribute("data-many") || (event.defaultPrevented && !byHtmx)) return;
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  });

  function free(root) {
    root.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    root.querySelectorAll('[aria-busy="true"]').forEach(function (button) { button.removeAttribute("aria-busy"); });
  }

  window.addEventListener("pageshow", function (event) { if (event.persisted) free(document); });
  document.addEventListener("htmx:afterRequest", function () { free(document); });

  // Errors first: focus goes to the summary, and a link in it to the field itself.
  function toErrors(root) {
    var summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }

  document.addEventListener("htmx:afterSwap", function (event) { toErrors(event.target); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-error-summary] a[href^='#']");
    var field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.labels && field.labels[0] ? field.labels[0] : field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });

  // Who walks away from a half-typed field that saves itself, keeps what was typed.
  var dirty = null;
  document.addEventListener("input", function (event) {
    dirty = event.target.closest("[hx-trigger*='change']") ? event.target : null;
  });
  document.addEventListener("change", function () { dirty = null; });
  document.addEventListener("visibilitychange", function () {
    if (document.hidden && dirty) dirty.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // A passkey that does not work says so in words, not in the console.
  document.addEventListener("allauth.error", function (event) {
    var place = document.getElementById("meldingen");
    var words = document.getElementById("passkey-fout");
    if (!place || !words) return;
    event.preventDefault();
    place.replaceChildren(words.content.cloneNode(true));
  });

  // The session ends by itself: say so two minutes before. What is typed and sent afterwards is kept by the server.
  var session = document.querySelector('meta[name="wc-session"]');
  var WARN = 120;
  var ends = 0;
  function startClock() { ends = Date.now() + Number(session.content) * 1000; }
  function say(id) {
    var place = document.getElementById("meldingen");
    var words = document.getElementById(id);
    if (!place || !words || place.dataset.said === id) return;
    place.dataset.said = id;
    place.replaceChildren(words.content.cloneNode(true));
  }
  function unsay() {
    var place = document.getElementById("meldingen");
    if (!place || !place.dataset.said) return;
    delete place.dataset.said;
    place.replaceChildren();
  }
  if (session) {
    startClock();
    window.setInterval(function () {
      var left = (ends - Date.now()) / 1000;
      if (left <= 0) say("sessie-voorbij");
      else if (left <= WARN) say("sessie-einde");
    }, 5000);
    document.addEventListener("htmx:afterRequest", function (event) {
      if (!event.detail.successful) return;
      startClock();
      unsay();
    });
    document.addEventListener("click", function (event) {
      var button = event.target.closest("[data-stay]");
      if (button && window.htmx) window.htmx.ajax("POST", button.dataset.stay, { source: button, swap: "none" });
    });
  }

  // Who has just shown who she is, goes on with what she had asked.
  var resume = document.querySelector("form[data-resume]");
  if (resume && resume.requestSubmit) resume.requestSubmit();

  toErrors(document);
})();
