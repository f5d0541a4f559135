import { OutputCapture } from './output-capture.js';
import type { OutputChunk } from '../kernel/run-result.js';

describe('captured output', () => {
  it('keeps the first bytes of both streams together, and says that there was more', () => {
    const chunks: OutputChunk[] = [];
    const capture = new OutputCapture('run', 10, (chunk) => chunks.push(chunk));
    expect(capture.add('stdout', Buffer.from('12345'))).toBe(true);
    expect(capture.add('stderr', Buffer.from('67890'))).toBe(true);
    expect(capture.add('stdout', Buffer.from('1'))).toBe(false);
    expect(capture.end()).toEqual({ stdout: '12345', stderr: '67890', truncated: true });
    expect(chunks).toEqual([
      { stage: 'run', stream: 'stdout', text: '12345' },
      { stage: 'run', stream: 'stderr', text: '67890' },
    ]);
  });

  it('goes on when whoever looks on fails', () => {
    const capture = new OutputCapture('run', 10, () => {
      throw new Error('The connection is closed.');
    });
    capture.add('stdout', Buffer.from('one'));
    capture.add('stdout', Buffer.from(' two'));
    expect(capture.end().stdout).toBe('one two');
  });

  it('puts a character together that came in two pieces', () => {
    const capture = new OutputCapture('run', 10);
    for (const byte of Buffer.from('é😀')) capture.add('stdout', Buffer.from([byte]));
    expect(capture.end().stdout).toBe('é😀');
  });

  it('drops a character that the limit cuts, and shows one that the program cut', () => {
    const cut = new OutputCapture('run', 3);
    cut.add('stdout', Buffer.from('aéé'));
    expect(cut.end()).toEqual({ stdout: 'aé', stderr: '', truncated: true });
    const limited = new OutputCapture('run', 2);
    limited.add('stdout', Buffer.from('aé'));
    expect(limited.end().stdout).toBe('a');
    const whole = new OutputCapture('run', 10);
    whole.add('stdout', Buffer.from('aé').subarray(0, 2));
    expect(whole.end().stdout).toBe('a\ufffd');
  });
});
