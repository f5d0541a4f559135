import { readSync, writeSync } from 'node:fs';

/** Descriptors that the driver opens beside the standard streams: the request, and what became of it. */
const REQUEST = 3;
const REPORT = 4;
const CHUNK_BYTES = 64 * 1024;
const RETRY_MS = 2;

/**
 * @typedef {object} GuestRequest
 * @property {readonly { path: string, content: string }[]} files the first is what runs
 * @property {readonly string[]} args
 * @property {number} memoryBytes
 * @property {number | null} uid whom to become before anything of the request runs; null without root
 *
 * @typedef {object} GuestReport
 * @property {boolean} [ready] the program begins now
 * @property {number} [memoryBytes] that its memory grew to
 * @property {boolean} [outOfMemory]
 */

/** @returns {GuestRequest} */
export function readRequest() {
  const parts = [];
  for (let part = readSome(REQUEST); part.length > 0; part = readSome(REQUEST)) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

/** @param {GuestReport} report */
export function report(report) {
  writeAll(REPORT, Buffer.from(`${JSON.stringify(report)}\n`));
}

/**
 * Also the files of this user are out of reach then. The modules are loaded before, from wherever they are installed.
 * @param {number | null} uid
 */
export function become(uid) {
  if (uid === null) return;
  process.setgroups?.([]);
  process.setgid?.(uid);
  process.setuid?.(uid);
}

/**
 * Waits for input; empty at its end.
 * @param {number} descriptor
 */
export function readSome(descriptor, bytes = CHUNK_BYTES) {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(
    0,
    retrying(() => readSync(descriptor, buffer)),
  );
}

/**
 * @param {number} descriptor
 * @param {Uint8Array} bytes
 */
export function writeAll(descriptor, bytes) {
  for (let written = 0; written < bytes.length;)
    written += retrying(() => writeSync(descriptor, bytes, written, bytes.length - written));
}

const never = new Int32Array(new SharedArrayBuffer(4));

/** @param {number} ms */
export function sleep(ms) {
  Atomics.wait(never, 0, 0, ms);
}

/** @param {() => number} transfer */
function retrying(transfer) {
  for (;;)
    try {
      return transfer();
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EAGAIN') throw error;
      sleep(RETRY_MS);
    }
}
