"use strict";

/**
 * Light and dark. A page follows the system until the reader chooses. Without this script the choice of the system counts.
 */
(function (errorbook) {
  const key = "errorbook:theme";
  const choices = ["system", "light", "dark"];
  const labels = { system: "Colors: like the system", light: "Colors: light", dark: "Colors: dark" };

  function chosen() {
    try {
      const theme = localStorage.getItem(key);
      return choices.includes(theme) ? theme : "system";
    } catch {
      return "system";
    }
  }

  function apply(theme) {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }

  function choose(theme) {
    apply(theme);
    try {
      localStorage.setItem(key, theme);
    } catch {
      // The choice then lasts as long as the page. That is no reason for a message.
    }
  }

  // At once, so that no page flashes in the wrong colors.
  if (typeof document !== "undefined") apply(chosen());

  errorbook.whenReady(() => {
    const place = document.querySelector("body > header nav") ?? document.querySelector("body > header");
    if (!place) return;
    let theme = chosen();
    const button = errorbook.button("", "theme", () => {
      theme = choices[(choices.indexOf(theme) + 1) % choices.length];
      choose(theme);
      show();
    });
    function show() {
      button.dataset.state = theme;
      button.textContent = labels[theme];
    }
    show();
    place.append(button);
  });
})(globalThis.errorbook ??= {});
