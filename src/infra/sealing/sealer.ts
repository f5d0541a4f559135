import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SealingConfig } from '../config/config.js';

const VERSION = 's1';
const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D: 96 random bits are enough for 2^32 texts under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what has to be stored and read again, such as addresses that are a permission by themselves: whoever gets
 * hold of the database or a backup alone cannot read it. What only has to be recognised is hashed instead.
 */
@Injectable()
export class Sealer {
  constructor(private readonly config: SealingConfig) {}

  /** @param purpose where the text belongs, for example `calendar_feeds.secret`; it opens nowhere else */
  seal(text: string, purpose: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.config.key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${sealed.toString('base64url')}`;
  }

  /**
   * Recognises a text without telling it, not even to those who can try all texts there are, as of addresses.
   * @returns 64 characters; the same for the same text and purpose as long as the key is
   */
  fingerprint(text: string, purpose: string): string {
    return createHmac('sha256', this.config.key).update(`${purpose}\0${text}`).digest('hex');
  }

  /** @returns null when it was sealed with another key or for another purpose, or was changed since */
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
}
