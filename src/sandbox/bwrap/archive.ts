import type { SourceFile } from '../../kernel/run-request.js';

const BLOCK = 512;
const MODE = '0000644';
const REGULAR_FILE = '0';

/**
 * A tar archive (POSIX ustar), which is unpacked inside of the sandbox. Names have been checked (`assertRunnable`), so each
 * fits in its field.
 */
export function archiveOf(files: readonly SourceFile[]): Buffer {
  const blocks = files.flatMap(({ path, content }) => {
    const bytes = Buffer.from(content);
    return [header(path, bytes.length), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0);
  block.write(MODE, 100);
  for (const owner of [108, 116]) block.write('0000000', owner);
  block.write(octal(size), 124);
  block.write(octal(0), 136);
  // The checksum counts itself as spaces.
  block.write('        ', 148);
  block.write(REGULAR_FILE, 156);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0');
}
