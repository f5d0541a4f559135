import { execFileSync } from 'node:child_process';
import { archiveOf } from './archive.js';

describe('an archive', () => {
  it('is one that tar reads', () => {
    const files = [
      { path: 'work/été.py', content: 'print("é")\n' },
      { path: 'work/a b/c', content: '' },
      { path: `work/${'x'.repeat(90)}`, content: 'y'.repeat(512) },
    ];
    const input = archiveOf(files);
    const names = execFileSync('tar', ['--quoting-style=literal', '-tf', '-'], { input, encoding: 'utf8' });
    expect(names.trim().split('\n')).toEqual(files.map(({ path }) => path));
    for (const { path, content } of files)
      expect(execFileSync('tar', ['-xOf', '-', path], { input, encoding: 'utf8' })).toBe(content);
  });
});
