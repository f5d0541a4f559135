import { readFileSync } from 'node:fs';
import { become, readRequest, report } from './guest-channel.mjs';
import { pythonStart } from './python-start.mjs';
import { GuestExit, wasiHost } from './wasi-host.mjs';

/** A child of the wasm driver: CPython as WebAssembly (`argv[2]`), whose memory `--wasm-max-mem-pages` bounds. */

/** Python asks for memory by the megabyte, so what is refused is not always the last page. */
const NEARLY = 0.9;

const [, , program = ''] = process.argv;
const module = await WebAssembly.compile(readFileSync(program));
const request = readRequest();
become(request.uid);

const imports = wasiHost(module, pythonStart(request.files, request.args), memoryOf);
const instance = await WebAssembly.instantiate(module, imports);
report({ ready: true });
try {
  /** @type {() => void} */ (instance.exports['_start'])();
} catch (error) {
  if (error instanceof GuestExit) process.exitCode = error.code;
  else {
    process.exitCode = 134;
    process.stderr.write(`${String(error)}\n`);
  }
}
const memoryBytes = memoryOf().buffer.byteLength;
report({
  memoryBytes,
  outOfMemory: process.exitCode !== undefined && process.exitCode !== 0 && memoryBytes > NEARLY * request.memoryBytes,
});

function memoryOf() {
  return /** @type {WebAssembly.Memory} */ (instance.exports['memory']);
}
