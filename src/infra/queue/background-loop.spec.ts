import { currentRequestId, requestContext } from '../telemetry/request-context.js';
import { BackgroundLoop } from './background-loop.js';

describe('BackgroundLoop', () => {
  it('goes on at once while there is more to do, and after a failure', async () => {
    const seen: string[] = [];
    const outcomes = ['more', 'fail', 'more', 'end'];
    const reachedEnd = new Promise<void>((resolve) => {
      const loop = new BackgroundLoop(
        async () => {
          const outcome = outcomes.shift() ?? 'idle';
          seen.push(outcome);
          if (outcome === 'fail') throw new Error('once');
          if (outcome === 'end') resolve(loop.stop());
          return outcome === 'more';
        },
        1,
        () => seen.push('reported'),
      );
      loop.start();
    });
    await reachedEnd;
    expect(seen).toEqual(['more', 'fail', 'reported', 'more', 'end']);
  });

  it('works for nobody, also when a request starts it', async () => {
    const requestId = await new Promise<string | null>((resolve) => {
      const loop = new BackgroundLoop(
        () => {
          resolve(currentRequestId());
          void loop.stop();
          return Promise.resolve(false);
        },
        1,
        () => undefined,
      );
      requestContext.run({ requestId: 'of whoever came first' }, () => loop.start());
    });
    expect(requestId).toBeNull();
  });

  it('stops after the step that runs, without waiting for the pause', async () => {
    let finish: () => void = () => undefined;
    let steps = 0;
    const loop = new BackgroundLoop(
      () => {
        steps += 1;
        return new Promise((resolve) => (finish = () => resolve(false)));
      },
      60_000,
      () => undefined,
    );
    loop.start();
    let stopped = false;
    const stop = loop.stop().then(() => (stopped = true));
    await Promise.resolve();
    expect(stopped).toBe(false);
    finish();
    await stop;
    expect(steps).toBe(1);
  });
});
