import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { ROOT } from '../config/version.js';

export type DocumentEncoding = 'br' | 'gzip' | 'identity';

export interface EncodedDocument {
  readonly bytes: Buffer;
  readonly etag: string;
}

const brotli = promisify(brotliCompress);
const ENCODE: Readonly<Record<DocumentEncoding, (text: Buffer) => Promise<Buffer>>> = {
  br: (text) => brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }),
  gzip: promisify(gzip),
  identity: (text) => Promise.resolve(text),
};

/**
 * The committed OpenAPI document, which CI compares with the decorators. It is read once, and compressed once per
 * encoding, off the main thread.
 */
@Injectable()
export class ApiDocument {
  private readonly encoded = new Map<DocumentEncoding, Promise<EncodedDocument>>();
  private text: Promise<Buffer> | undefined;

  read(encoding: DocumentEncoding): Promise<EncodedDocument> {
    let found = this.encoded.get(encoding);
    if (!found) {
      found = this.encode(encoding);
      this.encoded.set(encoding, found);
      // A failure is not cached.
      found.catch(() => this.encoded.delete(encoding));
    }
    return found;
  }

  private async encode(encoding: DocumentEncoding): Promise<EncodedDocument> {
    this.text ??= readFile(new URL('openapi/openapi.json', ROOT), 'utf8').then(withoutBlanks);
    const text = await this.text.catch((error: unknown) => {
      this.text = undefined;
      throw error;
    });
    // An ETag that all encodings share has to be weak (RFC 9110, section 8.8.1).
    const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    return { bytes: await ENCODE[encoding](text), etag: `W/"${digest}"` };
  }
}

/** Content negotiation: the smallest encoding that the client accepts (RFC 9110, section 12.5.3). */
export function encodingFor(accepted: string | undefined): DocumentEncoding {
  const refused = new Set<string>();
  const named = new Set<string>();
  for (const part of (accepted ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    (parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)) ? refused : named).add(name);
  }
  const takes = (name: string) => !refused.has(name) && (named.has(name) || named.has('*'));
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
}

/** Minified: line breaks and indentation are two fifths of the committed file. */
const withoutBlanks = (text: string) => Buffer.from(JSON.stringify(JSON.parse(text)));
