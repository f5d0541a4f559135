import { SeededRandom } from '../../../../../test/support/seeded-random.js';
import { leafOf, merkleRoot, sha256 } from './merkle.js';

const WALKS = 300;

describe('the root of a Merkle tree', () => {
  it('is that of RFC 6962', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(leafOf) as [Buffer, Buffer, Buffer];
    expect(leafOf('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(merkleRoot([a])).toEqual(a);
    expect(merkleRoot([a, b, c])).toEqual(sha256(Buffer.of(1), sha256(Buffer.of(1), a, b), c));
  });

  it('is another after any change, removal, insertion or exchange', () => {
    const random = new SeededRandom(20261129);
    for (let walk = 0; walk < WALKS; walk += 1) {
      const leaves = Array.from({ length: 2 + random.number(40) }, (_, n) => leafOf(`${walk} ${n}`));
      const root = merkleRoot(leaves).toString('hex');
      const [at, to] = [random.number(leaves.length), random.number(leaves.length - 1)];
      const other = to >= at ? to + 1 : to;
      const others = [
        leaves.with(at, leafOf('changed')),
        leaves.toSpliced(at, 1),
        leaves.toSpliced(at, 0, leafOf('inserted')),
        leaves.with(at, leaves[other] ?? leafOf('')).with(other, leaves[at] ?? leafOf('')),
      ];
      for (const changed of others) expect(merkleRoot(changed).toString('hex')).not.toBe(root);
    }
  });
});
