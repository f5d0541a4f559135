import { createHash } from 'node:crypto';

/** Domain separation: a node can never be taken for a leaf (RFC 6962, section 2.1). */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
export const HASH_BYTES = 32;

export function sha256(...parts: ReadonlyArray<Buffer | string>): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function leafOf(content: string): Buffer {
  return sha256(LEAF, content);
}

/** Merkle tree hash (RFC 6962) of the leaves in their order. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (!first) return sha256();
  if (leaves.length === 1) return first;
  const left = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return sha256(NODE, merkleRoot(leaves.slice(0, left)), merkleRoot(leaves.slice(left)));
}
