import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import { become, readRequest, readSome, report, sleep, writeAll } from './guest-channel.mjs';
import { PRELUDE } from './quickjs-prelude.mjs';

/** A child of the wasm driver: QuickJS as WebAssembly, with the functions below and nothing of Node.js. */

const PAGE_BYTES = 65_536;
const STACK_BYTES = 256 * 1024;
const INITIAL_PAGES = 256;
const STANDARD_INPUT = 0;
/** Files have no longer ones, and what the guest asks for is split here. */
const LONGEST_PATH = 90;
const NEARLY = 0.9;
const LONGEST_SLEEP_MS = 60_000;

const request = readRequest();
const maximum = Math.max(INITIAL_PAGES, Math.floor(request.memoryBytes / PAGE_BYTES));
const wasmMemory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum });
const quickjs = await newQuickJSWASMModuleFromVariant(
  // The types of the package describe its CommonJS build.
  newVariant(/** @type {any} */ (variant), /** @type {any} */ ({ wasmMemory })),
);
become(request.uid);

const runtime = quickjs.newRuntime();
runtime.setMaxStackSize(STACK_BYTES);
runtime.setModuleLoader(
  (name) => fileAt(name) ?? { error: new Error(`Cannot find module '${name.slice(0, LONGEST_PATH)}'`) },
  (base, name) => (name.startsWith('.') && name.length <= LONGEST_PATH ? joined(base, name) : name),
);
const context = runtime.newContext();
const [entry = { path: '', content: '' }] = request.files;

/** @param {string} path */
function fileAt(path) {
  return request.files.find((file) => file.path === path)?.content ?? null;
}

/**
 * @param {string} base
 * @param {string} name
 */
function joined(base, name) {
  const segments = base.split('/').slice(0, -1);
  for (const segment of name.split('/'))
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  return segments.join('/');
}

/** @type {Record<string, (...values: import('quickjs-emscripten-core').QuickJSHandle[]) => import('quickjs-emscripten-core').QuickJSHandle | import('quickjs-emscripten-core').VmCallResult<import('quickjs-emscripten-core').QuickJSHandle> | void>} */
const functions = {
  write(stream, text) {
    if (!stream || !text) return;
    writeAll(context.getNumber(stream) === 2 ? 2 : 1, Buffer.from(context.getString(text)));
  },
  /** The next input, or null at its end. */
  read() {
    const bytes = input();
    return bytes === null ? context.null : context.newString(bytes);
  },
  sleep(ms) {
    if (ms) sleep(Math.min(Math.max(context.getNumber(ms), 0), LONGEST_SLEEP_MS));
  },
  exit(code) {
    process.exitCode = code ? context.getNumber(code) & 255 : 0;
    end();
  },
  /** A file that was sent along, or null. */
  file(path) {
    const content = path ? fileAt(context.getString(path)) : null;
    return content === null ? context.null : context.newString(content);
  },
  compile(source, path) {
    if (!source || !path) return;
    return context.evalCode(context.getString(source), context.getString(path));
  },
};
const decoder = new TextDecoder();

function input() {
  const bytes = readSome(STANDARD_INPUT);
  return bytes.length === 0 ? null : decoder.decode(bytes, { stream: true });
}

/**
 * Nothing of the guest runs after it: the process ends.
 * @returns {never}
 */
function end() {
  report({ memoryBytes: wasmMemory.buffer.byteLength });
  process.exit();
}

/**
 * @param {import('quickjs-emscripten-core').QuickJSHandle} thrown
 * @returns {never}
 */
function fail(thrown) {
  const error = context.dump(thrown);
  const story =
    typeof error === 'object' && error !== null && 'message' in error
      ? `Uncaught ${error.name}: ${error.message}\n${ownLines(error.stack ?? '')}`
      : `Uncaught ${typeof error === 'object' ? JSON.stringify(error) : String(error)}`;
  writeAll(2, Buffer.from(`${story.trimEnd()}\n`));
  process.exitCode = 1;
  const memoryBytes = wasmMemory.buffer.byteLength;
  const outOfMemory = /out of memory/.test(story) && memoryBytes > NEARLY * maximum * PAGE_BYTES;
  report({ memoryBytes, outOfMemory });
  process.exit();
}

const host = context.newObject();
for (const [name, implementation] of Object.entries(functions))
  context.newFunction(name, implementation).consume((handle) => context.setProp(host, name, handle));
context.setProp(context.global, 'host', host);
const settings = JSON.stringify({ entry: entry.path, args: request.args });
const program = value(context.evalCode(`(${PRELUDE})(${settings})`, 'sandbox'));
const isModule = entry.path.endsWith('.mjs') || /^\s*(import\s*[\w*{"']|export\s)/m.test(entry.content);
report({ ready: true });

if (isModule) settle(value(context.evalCode(entry.content, entry.path, { type: 'module' })));
else call('main');
do value(runtime.executePendingJobs());
while (runtime.hasPendingJob() || context.dump(call('turn')) === true);
process.exitCode = context.dump(call('exitCode'));
end();

/**
 * Without those of the prelude.
 * @param {string} stack
 */
function ownLines(stack) {
  return stack
    .split('\n')
    .filter((line) => !line.includes('(sandbox:') && !line.includes('(native)'))
    .join('\n');
}

/** @param {string} name */
function call(name) {
  return value(context.callFunction(context.getProp(program, name), context.undefined));
}

/**
 * What a module awaits at its top happens in the turns after it; whether it failed is seen when they are over.
 * @param {import('quickjs-emscripten-core').QuickJSHandle} promise
 */
function settle(promise) {
  do value(runtime.executePendingJobs());
  while (runtime.hasPendingJob() || (pending(promise) && context.dump(call('turn')) === true));
  const state = context.getPromiseState(promise);
  if (state.type === 'rejected') fail(state.error);
}

/** @param {import('quickjs-emscripten-core').QuickJSHandle} promise */
function pending(promise) {
  return context.getPromiseState(promise).type === 'pending';
}

/**
 * @template T
 * @param {{ value: T, error?: undefined } | { error: import('quickjs-emscripten-core').QuickJSHandle }} outcome
 * @returns {T}
 */
function value(outcome) {
  if (outcome.error) return fail(outcome.error);
  return outcome.value;
}
