"use strict";

/** How the page shows that something runs: the button waits, and after a moment Stop appears. */
(function (errorbook) {
  /** How long a run takes before Stop appears, in milliseconds. Faster runs must not flicker. */
  const patience = 150;

  /**
   * Makes the Stop button that belongs to a button which runs something.
   * @param {HTMLElement} section - Gets the class `slow` while Stop is visible.
   * @param {HTMLButtonElement} button - Gets the state `running`. It keeps the focus, so it is not disabled.
   * @returns {{stopButton: HTMLButtonElement, isRunning: boolean, during: function(function(): Promise): Promise}} `during` runs a
   *   function and shows that it runs.
   */
  errorbook.running = function (section, button) {
    const stopButton = errorbook.button("Stop", "stop", () => errorbook.engine.stop(), { hidden: true });
    let timer = null;

    function begin() {
      button.dataset.state = "running";
      button.setAttribute("aria-disabled", "true");
      timer = setTimeout(() => {
        stopButton.hidden = false;
        section.classList.add("slow");
      }, patience);
    }

    function end() {
      clearTimeout(timer);
      delete button.dataset.state;
      button.removeAttribute("aria-disabled");
      if (document.activeElement === stopButton) button.focus();
      stopButton.hidden = true;
      section.classList.remove("slow");
    }

    return {
      stopButton,
      get isRunning() { return button.dataset.state === "running"; },
      async during(action) {
        begin();
        try {
          await action();
        } finally {
          end();
        }
      },
    };
  };
})(globalThis.errorbook ??= {});
