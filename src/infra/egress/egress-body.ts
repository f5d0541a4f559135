import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

export class UnreadableCoding extends Error {
  override readonly name = 'UnreadableCoding';
}

/**
 * The whole body, decompressed. The limit is on the decompressed size, against decompression bombs.
 * @throws BodyTooLarge
 * @throws UnreadableCoding for any content coding but gzip, and for damaged gzip
 */
export async function readWhole(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const coding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding === 'identity' || coding === '') return collect(response, maxBytes);
  if (coding !== 'gzip' && coding !== 'x-gzip') throw new UnreadableCoding();
  try {
    return await collect(
      pipeline(response, createGunzip(), () => undefined),
      maxBytes,
    );
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith('Z_') ? new UnreadableCoding() : error;
  }
}

/** The beginning of the body, not decompressed, for people to look at; a body that breaks off counts as cut. */
export async function readBeginning(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly body: Buffer; readonly isCut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch {
    return { body: Buffer.concat(chunks).subarray(0, maxBytes), isCut: true };
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), isCut: size > maxBytes };
}

async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
