import yazl from 'yazl';
import { buffer } from 'node:stream/consumers';
import { archiveOf, filesIn, RefusedArchive } from './archives.js';

interface Entry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly mode?: number;
}

async function zipped(...entries: readonly Entry[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { name, content = 'x', mode = 0o100644 } of entries) zip.addBuffer(Buffer.from(content), name, { mode });
  zip.end();
  return buffer(zip.outputStream);
}

/** As no tool would write it. */
async function renamed(name: string): Promise<Buffer> {
  const placeholder = 'n'.repeat(name.length);
  return Buffer.from((await zipped({ name: placeholder })).toString('latin1').replaceAll(placeholder, name), 'latin1');
}

describe('an archive of a room', () => {
  it('has what was put into it, whatever it is', async () => {
    const files = [
      { path: 'main.py', content: 'print("👩‍💻")\n' },
      { path: 'src/é/a b.txt', content: 'a\0b\n' },
      { path: 'empty', content: '' },
    ];
    expect(await filesIn(await archiveOf(files))).toEqual(files);
  });

  it('is read without folders, leftovers and byte order marks', async () => {
    const archive = await zipped(
      { name: 'a.py', content: '\uFEFFa\r\n' },
      { name: '__MACOSX/._a.py', content: Buffer.from([0xff]) },
      { name: 'src/.DS_Store', content: Buffer.from([0xff]) },
    );
    expect(await filesIn(archive)).toEqual([{ path: 'a.py', content: 'a\r\n' }]);
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['has no files', () => zipped()],
    ['is none', () => Promise.resolve(Buffer.from('PK nothing'))],
    ['ends too early', async () => (await zipped({ name: 'a' })).subarray(0, 60)],
    ['leads out of its folder', () => renamed('../../etc/x')],
    ['leads out of a folder within it', () => renamed('src/../../x')],
    ['is absolute', () => renamed('/etc/passwd')],
    ['is of another system', () => renamed('C:\\x')],
    ['is named by nothing', () => renamed('a//b')],
    ['has a link', () => zipped({ name: 'link', content: '/etc/passwd', mode: 0o120777 })],
    ['has a device', () => zipped({ name: 'null', mode: 0o020666 })],
    ['is no text', () => zipped({ name: 'a.png', content: Buffer.from([0x89, 0x50, 0xff]) })],
    ['has a name twice', () => zipped({ name: 'a' }, { name: 'a' })],
    ['has a file and a folder of one name', () => zipped({ name: 'a/b' }, { name: 'a' })],
    ['has too many files', () => zipped(...Array.from({ length: 101 }, (_, index) => ({ name: `${index}` })))],
    ['is a bomb', () => zipped({ name: 'zeros', content: Buffer.alloc(8 * 1024 * 1024) })],
    ['is a bomb of many', () => zipped(...['a', 'b', 'c'].map((name) => ({ name, content: Buffer.alloc(400_000) })))],
  ])('is refused that %s', async (_what, make) => {
    await expect(filesIn(await make())).rejects.toBeInstanceOf(RefusedArchive);
  });

  it('is refused that has more than it says', async () => {
    const archive = await zipped({ name: 'a', content: Buffer.alloc(3_000_000) });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(3_000_000);
    const lying = Buffer.from(
      archive.toString('latin1').replaceAll(size.toString('latin1'), '\x0a\x00\x00\x00'),
      'latin1',
    );
    await expect(filesIn(lying)).rejects.toBeInstanceOf(RefusedArchive);
  });
});
