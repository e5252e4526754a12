extension DumpScript {
  /// What the script leaves out, and the program itself.
  static let main = #"""

    # What else decides


    OPTIONS = ("DEBUG", "TESTING", "PROPAGATE_EXCEPTIONS", "TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS")

    # What a subclass, or an extension that patches the app, can do in another way than Flask.
    APP_METHODS = ("wsgi_app", "full_dispatch_request", "preprocess_request", "dispatch_request", "handle_user_exception",
                   "handle_http_exception", "handle_exception", "_find_error_handler", "_get_exc_class_and_code",
                   "trap_http_exception", "raise_routing_exception", "make_response", "finalize_request", "process_response",
                   "register_error_handler", "_register_error_handler")
    BLUEPRINT_METHODS = ("register", "make_setup_state", "record", "record_once", "errorhandler", "app_errorhandler",
                         "register_error_handler")


    def options(app, release):
        for name in OPTIONS:
            value = app.config.get(name)
            if value:
                yield "config {0} on".format(name)
            elif value is not None and (
                    name == "PROPAGATE_EXCEPTIONS" or (name == "TRAP_BAD_REQUEST_ERRORS" and order(release) >= (1, 0, 0))):
                # Not the same as leaving it out.
                yield "config {0} off".format(name)


    def note_overrides(app, notes):
        """Notes the ways in which the app and its blueprints are not Flask's own."""
        import flask
        own = [name for name in APP_METHODS if is_overridden(app, flask.Flask, name)]
        for name in own:
            notes.warn("left out: the app has its own {0}, and errorbook answers as Flask does".format(name))
        if type(app) is not flask.Flask and not own:
            notes.comment("The app is a {0}, a subclass of Flask.".format(type(app).__name__))
        for key, blueprint in app.blueprints.items():
            own = [name for name in BLUEPRINT_METHODS if is_overridden(blueprint, flask.Blueprint, name)]
            if own:
                notes.warn("left out: the blueprint {0} has its own {1}, and errorbook answers as Flask does".format(
                    key or '""', ", ".join(own)))
            elif type(blueprint) is not flask.Blueprint:
                notes.comment("The blueprint {0} is a {1}, a subclass of Blueprint.".format(
                    key or '""', type(blueprint).__name__))


    def is_overridden(thing, cls, name):
        return name in vars(thing) or getattr(type(thing), name, None) != getattr(cls, name, None)


    def note_functions(app, notes):
        """Notes the functions that run around a request: they can answer, raise, or change the answer."""
        kinds = (("before_first_request_funcs", "can raise"), ("before_request_funcs", "can answer or raise before a view runs"),
                 ("after_request_funcs", "can change an answer"))
        for name, effect in kinds:
            table = getattr(app, name, None) or {}
            functions = [each for group in table.values() for each in group] if isinstance(table, dict) else list(table)
            if functions:
                names = ", ".join(sorted(set(described(each)[0] for each in functions)))
                notes.warn("left out: {0} ({1}), which {2}".format(name[:-len("_funcs")], names, effect))
        import flask
        signal = flask.got_request_exception
        if getattr(signal, "receivers", None):
            notes.comment("left out: receivers of got_request_exception; they see exceptions and answer nothing")


    def note_other_apps(app, search, notes):
        for name, module in sorted(search.modules.items()):
            for attribute, thing in sorted(vars(module).items()):
                if is_flask(thing) and thing is not app:
                    notes.warn("left out: {0}.{1} is another app, with handlers of its own".format(name, attribute))


    def notes_on_statuses(count):
        are = "1 status is" if count == 1 else "{0} statuses are".format(count)
        return "{0} unknown; errorbook shows 200 there: look for `status unknown` in the script".format(are)


    def dump(found, target, named, notes):
        app, version = found.app, flask_version()
        release = known_release(version)
        classes, blueprints = Classes(release, notes), Blueprints(app, release, notes)
        handlers = Handlers(app, release, classes, blueprints, notes)
        search = Search(found, named)
        for cls in search.classes():
            classes.name(cls)
        note_overrides(app, notes)
        note_functions(app, notes)
        note_other_apps(app, search, notes)
        if handlers.unknown:
            notes.warn_only(notes_on_statuses(handlers.unknown))
        lines = ["# {0}, a live app of Flask {1}. A handler answers with the name of its function.".format(
            one_line(target), version)]
        if order(release) != order(version):
            lines.append("# errorbook does not know Flask {0}; this is the nearest release that it knows.".format(version))
        lines.append("# " + search.comment())
        lines.append("# A handler that a later one for the same target replaced is gone from the app, and not here.")
        lines += ["# " + text for text in notes.comments]
        lines.append("use flask {0}".format(release))
        lines += list(options(app, release))
        for part in (classes.lines, blueprints.lines, handlers.lines):
            lines += ([""] if part else []) + part
        return "\n".join(lines) + "\n"


    def main():
        parser = argparse.ArgumentParser(
            description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("app", help="module:name, module:factory or module:factory()")
        parser.add_argument(
            "--module", action="append", default=[], metavar="NAME",
            help="declare every exception class of this module or package too; may be given more than once. "
            "The modules of the app, of its blueprints, handlers and views are searched without it")
        arguments = parser.parse_args()
        out, sys.stdout = sys.stdout, sys.stderr
        notes = Notes()
        try:
            # What the app prints while it is imported is no part of the script.
            text = dump(find_app(arguments.app), arguments.app, arguments.module, notes)
        except Problem as problem:
            print("errorbook_dump: {0}".format(one_line(problem)), file=sys.stderr)
            return 2
        finally:
            sys.stdout = out
        for warning in notes.warnings:
            print("errorbook_dump: {0}".format(warning), file=sys.stderr)
        getattr(out, "buffer", out).write(text.encode("utf-8"))
        return 0


    if __name__ == "__main__":
        sys.exit(main())

    """#
}
