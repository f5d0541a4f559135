/**
 * There are no files, so modules are imported from what was sent along, and `open` reads it. The traceback begins with
 * the person's own line.
 */
const START = `
import sys, json, io, builtins, linecache
def start(files, entry):
    texts = {path: content for path, content in files}
    for path, content in files:
        linecache.cache[path] = (len(content), None, content.splitlines(True), path)
    class Loader:
        def __init__(self, path): self.path = path
        def create_module(self, spec): return None
        def exec_module(self, module): exec(compile(texts[self.path], self.path, 'exec'), module.__dict__)
    class Finder:
        @staticmethod
        def find_spec(name, path=None, target=None):
            from importlib.machinery import ModuleSpec
            base = name.replace('.', '/')
            if base + '/__init__.py' in texts: found, package = base + '/__init__.py', True
            elif base + '.py' in texts: found, package = base + '.py', False
            elif any(one.startswith(base + '/') for one in texts): return ModuleSpec(name, None, is_package=True)
            else: return None
            spec = ModuleSpec(name, Loader(found), origin=found, is_package=package)
            spec.has_location = True
            return spec
    sys.meta_path.append(Finder)
    original = builtins.open
    def open_given(file, mode='r', *args, **options):
        name = file[2:] if isinstance(file, str) and file.startswith('./') else file
        if name in texts and mode in ('r', 'rt'): return io.StringIO(texts[name])
        if name in texts and mode == 'rb': return io.BytesIO(texts[name].encode())
        return original(file, mode, *args, **options)
    builtins.open = io.open = open_given
    builtins.exit = builtins.quit = sys.exit
    main = type(sys)('__main__')
    main.__file__ = entry
    main.__builtins__ = builtins
    sys.modules['__main__'] = main
    sys.argv = [entry, *sys.argv[1:]]
    try:
        exec(compile(texts[entry], entry, 'exec'), main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:
        import traceback
        sys.stdout.flush()
        tail = error.__traceback__.tb_next
        traceback.print_exception(type(error), error, tail)
        sys.exit(1)
start(json.loads(FILES), ENTRY)
`;

/**
 * Arguments of CPython. Texts travel as JSON in ASCII, which is a literal of Python as well.
 * @param {readonly { path: string, content: string }[]} files the first is what runs
 * @param {readonly string[]} args
 */
export function pythonStart(files, args) {
  const pairs = files.map(({ path, content }) => [path, content]);
  const start = `FILES=${literal(ascii(JSON.stringify(pairs)))}\nENTRY=${literal(files[0]?.path ?? '')}\n${START}`;
  // Isolated, without the modules of a site, unbuffered.
  return ['python', '-I', '-S', '-u', '-c', start, ...args];
}

/** @param {string} text */
function literal(text) {
  return ascii(JSON.stringify(text));
}

/** @param {string} text */
function ascii(text) {
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
