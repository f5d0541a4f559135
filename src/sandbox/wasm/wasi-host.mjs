import { randomFillSync } from 'node:crypto';
import { readSome, sleep, writeAll } from './guest-channel.mjs';

/**
 * WASI preview 1 (wasi_snapshot_preview1) with the three standard streams, clocks and random numbers, and nothing else:
 * no folder, no file, no socket, no environment. `node:wasi` brings the files of the host with it and says of itself
 * that it is no sandbox, so it is not used.
 */

/** Errno of WASI. */
const SUCCESS = 0;
const BADF = 8;
const IO = 29;
const NOENT = 44;
const NOSYS = 52;
const SPIPE = 70;

const STANDARD_INPUT = 0;
const STANDARD_ERROR = 2;
const FILETYPE_SOCKET_STREAM = 6;
const ALL_RIGHTS = 0xffffffffn;
const EVENT_BYTES = 32;
const SUBSCRIPTION_BYTES = 48;
const NANOSECONDS = 1_000_000;
const LONGEST_SLEEP_MS = 60_000;

/** Thrown through the guest by `proc_exit`. */
export class GuestExit extends Error {
  /** @param {number} code */
  constructor(code) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/**
 * @param {WebAssembly.Module} module
 * @param {readonly string[]} args
 * @param {() => WebAssembly.Memory} memoryOf
 * @returns {WebAssembly.Imports} what it imports; functions that are not here refuse
 */
export function wasiHost(module, args, memoryOf) {
  const bytes = () => new Uint8Array(memoryOf().buffer);
  const view = () => new DataView(memoryOf().buffer);
  const stream = (/** @type {number} */ descriptor) => descriptor >= STANDARD_INPUT && descriptor <= STANDARD_ERROR;
  const given = stringTable(args, bytes, view);
  const environment = stringTable([], bytes, view);

  /** @type {Record<string, (...values: any[]) => number>} */
  const functions = {
    args_get: given.get,
    args_sizes_get: given.sizes,
    environ_get: environment.get,
    environ_sizes_get: environment.sizes,
    clock_res_get(_clock, pointer) {
      view().setBigUint64(pointer, 1_000n, true);
      return SUCCESS;
    },
    clock_time_get(clock, _precision, pointer) {
      const now = clock === 0 ? BigInt(Date.now()) * BigInt(NANOSECONDS) : process.hrtime.bigint();
      view().setBigUint64(pointer, now, true);
      return SUCCESS;
    },
    random_get(pointer, length) {
      randomFillSync(bytes().subarray(pointer, pointer + length));
      return SUCCESS;
    },
    sched_yield: () => SUCCESS,
    proc_exit(code) {
      throw new GuestExit(code);
    },
    fd_write(descriptor, vectors, count, written) {
      if (descriptor === STANDARD_INPUT || !stream(descriptor)) return BADF;
      let sum = 0;
      for (let index = 0; index < count; index++) {
        const start = view().getUint32(vectors + 8 * index, true);
        const length = view().getUint32(vectors + 8 * index + 4, true);
        try {
          writeAll(descriptor, bytes().subarray(start, start + length));
        } catch {
          return IO;
        }
        sum += length;
      }
      view().setUint32(written, sum, true);
      return SUCCESS;
    },
    fd_read(descriptor, vectors, count, read) {
      if (descriptor !== STANDARD_INPUT) return BADF;
      // One vector is enough: reading less than was asked for is allowed.
      const length = count === 0 ? 0 : view().getUint32(vectors + 4, true);
      const input = length === 0 ? new Uint8Array() : readSome(STANDARD_INPUT, Math.min(length, 65_536));
      bytes().set(input, length === 0 ? 0 : view().getUint32(vectors, true));
      view().setUint32(read, input.length, true);
      return SUCCESS;
    },
    fd_fdstat_get(descriptor, pointer) {
      if (!stream(descriptor)) return BADF;
      bytes().fill(0, pointer, pointer + 24);
      view().setUint8(pointer, FILETYPE_SOCKET_STREAM);
      view().setBigUint64(pointer + 8, ALL_RIGHTS, true);
      return SUCCESS;
    },
    fd_filestat_get(descriptor, pointer) {
      if (!stream(descriptor)) return BADF;
      bytes().fill(0, pointer, pointer + 64);
      view().setUint8(pointer + 16, FILETYPE_SOCKET_STREAM);
      return SUCCESS;
    },
    fd_close: (descriptor) => (stream(descriptor) ? SUCCESS : BADF),
    fd_seek: (descriptor) => (stream(descriptor) ? SPIPE : BADF),
    fd_tell: (descriptor) => (stream(descriptor) ? SPIPE : BADF),
    fd_prestat_get: () => BADF,
    fd_prestat_dir_name: () => BADF,
    /** Sleeps until the first clock; streams are always ready. */
    poll_oneoff(subscriptions, events, count, occurred) {
      const wanted = Array.from({ length: count }, (_, index) => subscription(view(), subscriptions, index));
      const streams = wanted.filter(({ sleepMs }) => sleepMs === null);
      const sleepMs = Math.min(...wanted.map((one) => one.sleepMs ?? LONGEST_SLEEP_MS), LONGEST_SLEEP_MS);
      if (streams.length === 0) sleep(sleepMs);
      const happened = streams.length > 0 ? streams : wanted.filter((one) => one.sleepMs === sleepMs);
      for (const [index, { data, type }] of happened.entries()) {
        const event = events + index * EVENT_BYTES;
        bytes().fill(0, event, event + EVENT_BYTES);
        view().setBigUint64(event, data, true);
        view().setUint8(event + 10, type);
      }
      view().setUint32(occurred, happened.length, true);
      return SUCCESS;
    },
  };
  return {
    wasi_snapshot_preview1: Object.fromEntries(
      WebAssembly.Module.imports(module).map(({ name }) => [name, functions[name] ?? refusal(name)]),
    ),
  };
}

/** @param {string} name */
function refusal(name) {
  return name.startsWith('path_') ? () => NOENT : () => NOSYS;
}

/**
 * @param {DataView} view
 * @param {number} subscriptions
 * @param {number} index
 */
function subscription(view, subscriptions, index) {
  const start = subscriptions + index * SUBSCRIPTION_BYTES;
  const type = view.getUint8(start + 8);
  if (type !== 0) return { data: view.getBigUint64(start, true), type, sleepMs: null };
  const clock = view.getUint32(start + 16, true);
  const absolute = (view.getUint16(start + 40, true) & 1) === 1;
  const time = Number(view.getBigUint64(start + 24, true)) / NANOSECONDS;
  const now = clock === 0 ? Date.now() : Number(process.hrtime.bigint()) / NANOSECONDS;
  return { data: view.getBigUint64(start, true), type, sleepMs: Math.max(0, absolute ? time - now : time) };
}

/**
 * @param {readonly string[]} strings
 * @param {() => Uint8Array} bytes
 * @param {() => DataView} view
 */
function stringTable(strings, bytes, view) {
  const encoded = strings.map((text) => Buffer.from(`${text}\0`));
  return {
    get(/** @type {number} */ pointers, /** @type {number} */ start) {
      for (const [index, text] of encoded.entries()) {
        view().setUint32(pointers + 4 * index, start, true);
        bytes().set(text, start);
        start += text.length;
      }
      return SUCCESS;
    },
    sizes(/** @type {number} */ count, /** @type {number} */ length) {
      view().setUint32(count, encoded.length, true);
      view().setUint32(
        length,
        encoded.reduce((sum, text) => sum + text.length, 0),
        true,
      );
      return SUCCESS;
    },
  };
}
