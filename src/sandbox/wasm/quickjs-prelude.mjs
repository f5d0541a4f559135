/**
 * Runs inside QuickJS, before the program: what people expect of Node.js and can have without it. It is turned into
 * text, so it uses nothing from outside of itself but `host`, which it takes away.
 */
const prelude = (/** @type {{ entry: string, args: string[] }} */ settings) => {
  const scope = /** @type {any} */ (globalThis);
  const host = scope.host;
  delete scope.host;
  const DEPTH = 2;

  /** @type {(value: any, depth: number, seen: any[]) => string} */
  const show = (value, depth, seen) => {
    if (typeof value === 'string')
      return depth < 0 ? value : `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function')
      return `[${/^class\b/.test(String(value)) ? 'class' : 'Function'}: ${value.name || '(anonymous)'}]`;
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
    if (seen.includes(value)) return '[Circular *1]';
    if (value instanceof Error) return `${value.name}: ${value.message}\n${value.stack ?? ''}`.trimEnd();
    if (value instanceof Date) return value.toISOString();
    if (value instanceof RegExp) return String(value);
    const name = value.constructor?.name ?? '[Object: null prototype]';
    if (depth > DEPTH) return Array.isArray(value) ? '[Array]' : `[${name}]`;
    const inner = (/** @type {any} */ one) => show(one, Math.max(depth, 0) + 1, [...seen, value]);
    const within = (
      /** @type {string} */ before,
      /** @type {string} */ open,
      /** @type {string[]} */ parts,
      /** @type {string} */ close,
    ) => {
      const line = parts.length === 0 ? `${before}${open}${close}` : `${before}${open} ${parts.join(', ')} ${close}`;
      const indent = '  '.repeat(Math.max(depth, 0) + 1);
      return line.length <= 76
        ? line
        : `${before}${open}\n${indent}${parts.join(`,\n${indent}`)}\n${indent.slice(2)}${close}`;
    };
    if (value instanceof Map)
      return within(
        `Map(${value.size}) `,
        '{',
        [...value].map(([key, one]) => `${inner(key)} => ${inner(one)}`),
        '}',
      );
    if (value instanceof Set) return within(`Set(${value.size}) `, '{', [...value].map(inner), '}');
    const isList = Array.isArray(value) || ArrayBuffer.isView(value);
    if (isList) {
      const list = Array.from(/** @type {any} */ (value));
      const more = list.length > 100 ? [`... ${list.length - 100} more items`] : [];
      return within(
        Array.isArray(value) ? '' : `${name}(${list.length}) `,
        '[',
        [...list.slice(0, 100).map(inner), ...more],
        ']',
      );
    }
    const key = (/** @type {string} */ text) => (/^[A-Za-z_$][\w$]*$/.test(text) ? text : `'${text}'`);
    return within(
      name === 'Object' ? '' : `${name} `,
      '{',
      Object.keys(value).map((text) => `${key(text)}: ${inner(value[text])}`),
      '}',
    );
  };

  /** @type {(values: any[]) => string} */
  const line = (values) => {
    const [first, ...rest] = values;
    if (typeof first !== 'string' || !/%[sdifjoOc%]/.test(first))
      return values.map((one) => show(one, -1, [])).join(' ');
    const text = first.replace(/%([sdifjoOc%])/g, (whole, kind) => {
      if (kind === '%') return '%';
      if (rest.length === 0) return whole;
      const value = rest.shift();
      if (kind === 'd' || kind === 'f') return String(Number(value));
      if (kind === 'i') return String(Math.trunc(Number(value)));
      if (kind === 'j') return JSON.stringify(value);
      if (kind === 'c') return '';
      return kind === 's' && typeof value !== 'object' ? String(value) : show(value, 0, []);
    });
    return [text, ...rest.map((one) => show(one, -1, []))].join(' ');
  };

  let indent = '';
  const print =
    (/** @type {number} */ stream) =>
    (/** @type {any[]} */ ...values) =>
      host.write(stream, `${(indent + line(values)).replace(/\n/g, `\n${indent}`)}\n`);
  const [out, error] = [print(1), print(2)];
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {Record<string, number>} */
  const begun = {};
  scope.console = {
    log: out,
    info: out,
    debug: out,
    dir: out,
    error,
    warn: error,
    trace: error,
    table: out,
    group: (/** @type {any[]} */ ...values) => {
      if (values.length > 0) out(...values);
      indent += '  ';
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    assert: (/** @type {any} */ holds, /** @type {any[]} */ ...values) => {
      if (!holds) error('Assertion failed', ...values);
    },
    count: (label = 'default') => out(`${label}: ${(counts[label] = (counts[label] ?? 0) + 1)}`),
    time: (label = 'default') => {
      begun[label] = Date.now();
    },
    timeEnd: (label = 'default') => out(`${label}: ${Date.now() - (begun[label] ?? Date.now())}ms`),
  };
  scope.print = out;

  let rest = '';
  let ended = false;
  const more = () => {
    const text = ended ? null : host.read();
    if (text === null) ended = true;
    else rest += text;
  };
  const readLine = () => {
    while (!rest.includes('\n') && !ended) more();
    if (rest === '') return null;
    const at = rest.includes('\n') ? rest.indexOf('\n') : rest.length;
    const found = rest.slice(0, at);
    rest = rest.slice(at + 1);
    return found.replace(/\r$/, '');
  };
  const readAll = () => {
    while (!ended) more();
    const all = rest;
    rest = '';
    return all;
  };
  scope.readline = readLine;
  scope.prompt = (question = '') => {
    host.write(1, String(question));
    return readLine();
  };

  /** @type {{ id: number, at: number, every: number | null, call: (...values: any[]) => void, values: any[] }[]} */
  let waiting = [];
  let ids = 0;
  const schedule =
    (/** @type {boolean} */ repeats) =>
    (/** @type {any} */ call, delay = 0, /** @type {any[]} */ ...values) => {
      const wait = Math.max(1, Number(delay) || 0);
      waiting.push({ id: ++ids, at: Date.now() + wait, every: repeats ? wait : null, call, values });
      return ids;
    };
  scope.setTimeout = schedule(false);
  scope.setInterval = schedule(true);
  scope.setImmediate = (/** @type {any} */ call, /** @type {any[]} */ ...values) =>
    scope.setTimeout(call, 0, ...values);
  scope.clearTimeout =
    scope.clearInterval =
    scope.clearImmediate =
      (/** @type {number} */ id) => {
        waiting = waiting.filter((timer) => timer.id !== id);
      };
  scope.queueMicrotask = (/** @type {any} */ call) => void Promise.resolve().then(() => call());

  /** @type {Record<string, ((value?: any) => void)[]>} */
  const inputListeners = {};
  const stdin = {
    setEncoding: () => stdin,
    resume: () => stdin,
    on: (/** @type {string} */ event, /** @type {any} */ call) => {
      (inputListeners[event] ??= []).push(call);
      return stdin;
    },
  };
  const deliverInput = () => {
    const { data = [], end = [] } = inputListeners;
    if (data.length + end.length === 0) return false;
    if (rest === '') more();
    const text = rest;
    rest = '';
    if (text !== '') for (const call of data) call(text);
    if (!ended) return true;
    delete inputListeners['data'];
    delete inputListeners['end'];
    for (const call of end) call();
    return true;
  };
  const writer = (/** @type {number} */ stream) => ({
    write: (/** @type {any} */ text) => (host.write(stream, String(text)), true),
  });
  const [stdout, stderr] = [writer(1), writer(2)];
  scope.process = {
    argv: ['node', settings.entry, ...settings.args],
    env: {},
    platform: 'sandbox',
    versions: {},
    exitCode: undefined,
    exit: (/** @type {any} */ code) => host.exit(Number(code ?? scope.process.exitCode ?? 0)),
    nextTick: (/** @type {any} */ call, /** @type {any[]} */ ...values) => scope.queueMicrotask(() => call(...values)),
    hrtime: { bigint: () => BigInt(Date.now()) * 1_000_000n },
    cwd: () => '/',
    on: () => scope.process,
    stdin,
    stdout,
    stderr,
  };
  scope.performance = { now: () => Date.now() };

  const text = (/** @type {any} */ path) => {
    if (path === 0 || path === '/dev/stdin') return readAll();
    const content = host.file(String(path).replace(/^\.\//, ''));
    if (content === null) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    return content;
  };
  const readline = {
    createInterface: () => {
      const lines = {
        on: (/** @type {string} */ event, /** @type {any} */ call) => {
          if (event === 'line')
            scope.setTimeout(() => {
              for (let next = readLine(); next !== null; next = readLine()) call(next);
            });
          if (event === 'close') scope.setTimeout(call, 1);
          return lines;
        },
        question: (/** @type {string} */ question, /** @type {any} */ call) => void call(scope.prompt(question)),
        close: () => undefined,
        *[Symbol.iterator]() {
          for (let next = readLine(); next !== null; next = readLine()) yield next;
        },
        async *[Symbol.asyncIterator]() {
          yield* lines[Symbol.iterator]();
        },
      };
      return lines;
    },
  };
  /** @type {Record<string, any>} */
  const builtIn = {
    fs: {
      readFileSync: text,
      existsSync: (/** @type {string} */ path) => host.file(path) !== null,
      writeSync: (/** @type {number} */ to, /** @type {any} */ what) => host.write(to, String(what)),
    },
    readline,
    util: {
      inspect: (/** @type {any} */ value) => show(value, 0, []),
      format: (/** @type {any[]} */ ...values) => line(values),
    },
    assert: Object.assign(
      (/** @type {any} */ holds, message = 'Assertion failed') => {
        if (!holds) throw new Error(message);
      },
      {
        strictEqual: (
          /** @type {any} */ a,
          /** @type {any} */ b,
          message = `${show(a, 0, [])} !== ${show(b, 0, [])}`,
        ) => {
          if (!Object.is(a, b)) throw new Error(message);
        },
      },
    ),
  };
  /** @type {Record<string, { exports: any }>} */
  const loaded = {};
  /** @type {(path: string) => any} */
  const load = (path) => {
    const source = host.file(path);
    if (path.endsWith('.json')) return JSON.parse(source);
    const known = loaded[path];
    if (known) return known.exports;
    const module = (loaded[path] = { exports: {} });
    // On the line of the first statement, so that positions are those of the file.
    const run = host.compile(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, path);
    run.call(module.exports, module.exports, requireFrom(path), module, path, '.');
    return module.exports;
  };
  const requireFrom = (/** @type {string} */ base) => (/** @type {string} */ name) => {
    const known = builtIn[name.replace(/^node:/, '')];
    if (known) return known;
    const segments = base.split('/').slice(0, -1);
    for (const segment of name.split('/'))
      if (segment === '..') segments.pop();
      else if (segment !== '.') segments.push(segment);
    const path = segments.join('/');
    const found = [path, `${path}.js`, `${path}.json`, `${path}/index.js`].find((one) => host.file(one) !== null);
    if (!name.startsWith('.') || found === undefined) throw new Error(`Cannot find module '${name}'`);
    return load(found);
  };

  return {
    main: () => void load(settings.entry),
    /** Whether there was something to do: what is due next, or what is typed. */
    turn: () => {
      waiting.sort((a, b) => a.at - b.at);
      const next = waiting.shift();
      if (!next) return deliverInput();
      host.sleep(next.at - Date.now());
      if (next.every !== null) waiting.push({ ...next, at: Date.now() + next.every });
      next.call(...next.values);
      return true;
    },
    exitCode: () => Number(scope.process.exitCode ?? 0),
  };
};

export const PRELUDE = prelude.toString();
