import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isId } from '../../kernel/ids.js';
import { SealingConfig } from '../config/config.js';

const VERSION = 's1';
const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D: random nonces of 96 bits are enough for 2^32 texts under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A UUID is one block of it. */
const ALIAS_ALGORITHM = 'aes-256-ecb';

/**
 * Encryption at rest (AES-256-GCM) for what has to be read again, such as secret URLs: the database or a backup alone
 * does not reveal it. What only has to be compared is hashed instead.
 */
@Injectable()
export class Sealer {
  constructor(private readonly config: SealingConfig) {}

  /** @param purpose associated data (AAD), for example `calendar_feeds.secret`; decrypting needs the same one */
  seal(text: string, purpose: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.config.key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${sealed.toString('base64url')}`;
  }

  /**
   * Keyed hash (HMAC-SHA-256), for equality: unlike a plain hash it cannot be reversed by trying all texts, such as
   * addresses.
   * @returns 64 characters; the same for the same text, purpose and key
   */
  fingerprint(text: string, purpose: string): string {
    return createHmac('sha256', this.config.key).update(`${purpose}\0${text}`).digest('hex');
  }

  /**
   * Pseudonym of an id, for those who may name a row, but not use what its id opens.
   * @returns a UUID; the same for the same id, purpose and key
   */
  alias(id: string, purpose: string): string {
    return walk(id, (block) =>
      createCipheriv(ALIAS_ALGORITHM, this.aliasKey(purpose), null).setAutoPadding(false).update(block),
    );
  }

  /** @returns the id that has this alias; there is one for every UUID */
  idOfAlias(alias: string, purpose: string): string {
    return walk(alias, (block) =>
      createDecipheriv(ALIAS_ALGORITHM, this.aliasKey(purpose), null).setAutoPadding(false).update(block),
    );
  }

  /** Decrypts. @returns null for another key or purpose, or when the text was tampered with */
  open(sealed: string, purpose: string): string | null {
    const [version, encoded = ''] = sealed.split('.');
    const bytes = Buffer.from(encoded, 'base64url');
    if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv(ALGORITHM, this.config.key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  private aliasKey(purpose: string): Buffer {
    return createHmac('sha256', this.config.key).update(`alias\0${purpose}`).digest();
  }
}

/** Cycle walking (format-preserving encryption): every eighth block is a UUID, and the way back passes the same ones. */
function walk(id: string, step: (block: Buffer) => Buffer): string {
  let block: Buffer = Buffer.from(id.replaceAll('-', ''), 'hex');
  for (;;) {
    block = step(block);
    const text = block.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    if (isId(text)) return text;
  }
}
