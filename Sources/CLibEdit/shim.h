// libedit's el_set and el_get are variadic, which Swift cannot call: one inline wrapper for each use of them.
// The standard streams are wrapped too, because Swift 6 refuses C's global variables.
#pragma once
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef unsigned char (*libedit_command)(EditLine *, int);
typedef wchar_t *(*libedit_prompt)(EditLine *);

static inline FILE *libedit_stdin(void) { return stdin; }
static inline FILE *libedit_stdout(void) { return stdout; }
static inline FILE *libedit_stderr(void) { return stderr; }

/// The prompt function, and the character before and after each run of bytes without width.
static inline int libedit_set_prompt(EditLine *el, libedit_prompt prompt, wchar_t mark) {
  return el_wset(el, EL_PROMPT_ESC, prompt, mark);
}

/// `emacs` or `vi`.
static inline int libedit_set_editor(EditLine *el, const char *name) { return el_set(el, EL_EDITOR, name); }

/// Whether the keys are those of vi now, as ~/.editrc may have asked for.
static inline int libedit_is_vi(EditLine *el) {
  const char *name = NULL;
  return el_get(el, EL_EDITOR, &name) == 0 && name != NULL && name[0] == 'v';
}

static inline int libedit_set_client_data(EditLine *el, void *data) { return el_set(el, EL_CLIENTDATA, data); }

static inline void *libedit_client_data(EditLine *el) {
  void *data = NULL;
  return el_get(el, EL_CLIENTDATA, &data) == 0 ? data : NULL;
}

/// A new command that keys can be bound to.
static inline int libedit_add_command(EditLine *el, const char *name, const char *help, libedit_command command) {
  return el_set(el, EL_ADDFN, name, help, command);
}

/// Binds a key in the main map: emacs, or vi while inserting.
static inline int libedit_bind(EditLine *el, const char *key, const char *command) {
  return el_set(el, EL_BIND, key, command, NULL);
}

/// Binds a key in the map of vi's command mode.
static inline int libedit_bind_alternate(EditLine *el, const char *key, const char *command) {
  return el_set(el, EL_BIND, "-a", key, command, NULL);
}

/// Takes a terminal flag away from the mode that lines are edited in, as in `setty -d -isig`.
static inline int libedit_edit_without(EditLine *el, const char *flag) {
  return el_set(el, EL_SETTY, "-d", flag, NULL);
}

/// The function that reads one character.
static inline int libedit_set_reader(EditLine *el, el_rfunc_t reader) { return el_wset(el, EL_GETCFN, reader); }

/// Puts the terminal into editing mode (1) or back into the mode in which programs run (0).
static inline int libedit_prepare_terminal(EditLine *el, int editing) { return el_set(el, EL_PREP_TERM, editing); }

/// Draws prompt and line again from where the cursor is.
static inline int libedit_draw_again(EditLine *el) { return el_set(el, EL_REFRESH); }

/// Writes past libedit, which does not notice.
static inline void libedit_write(const char *text) {
  fputs(text, stdout);
  fflush(stdout);
}

/// Takes the characters of a locale; the empty name means that of the environment.
static inline void libedit_use_locale(const char *name) { setlocale(LC_CTYPE, name); }

/// Whether the locale has all characters of Unicode.
static inline int libedit_is_unicode(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

// The room a character takes on the screen; the system's header hides it without a feature macro.
extern int wcwidth(wchar_t character);
