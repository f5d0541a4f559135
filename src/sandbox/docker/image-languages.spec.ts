import type { EndedStage, StageEnd } from '../stage.js';
import { languagesOf } from './image-languages.js';

function ended(end: StageEnd, stdout = ''): EndedStage {
  const result = { exitCode: end === 'exited' ? 0 : null, signal: null, stdout, stderr: '', truncated: false };
  return { end, result: { ...result, wallMs: 1, cpuMs: null, memoryBytes: null } };
}

describe('the languages of an image', () => {
  it('are all that answer, also after one that hangs, which is named', async () => {
    const answers: Readonly<Record<string, EndedStage>> = {
      '/bin/sh': ended('exited', 'python\njava\nruby\n'),
      '/usr/bin/python3': ended('exited', 'Python 3.11.2\n'),
      '/usr/bin/java': ended('time_limit'),
      '/usr/bin/ruby': ended('exited', 'ruby 3.1.2p20\n'),
    };
    const asked: string[] = [];
    const found = await languagesOf(async ([program = '']) => {
      asked.push(program);
      return answers[program]!;
    });
    expect(found).toEqual({
      languages: [
        { language: 'python', version: '3.11.2' },
        { language: 'ruby', version: '3.1.2p20' },
      ],
      silent: ['java'],
    });
    expect(asked).toEqual(['/bin/sh', '/usr/bin/python3', '/usr/bin/java', '/usr/bin/ruby']);
  });

  it('are not none where the image could not be asked', async () => {
    await expect(languagesOf(async () => ended('time_limit'))).rejects.toThrow('does not say what it has');
  });
});
