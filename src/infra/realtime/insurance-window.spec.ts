import { RateLimiterMemory } from 'rate-limiter-flexible';
import { insuranceWindow } from './insurance-window.js';

const consumed = async (duration: number) => {
  const limiter = new RateLimiterMemory({ points: 5, duration });
  await limiter.consume('ada');
  // A timer that fires at once has fired before one of a few milliseconds.
  await new Promise((resolve) => setTimeout(resolve, 20));
  return (await limiter.consume('ada')).consumedPoints;
};

it('is as long as a timer of Node can wait, so that a process without Redis counts at all', async () => {
  expect(insuranceWindow(60)).toBe(60);
  expect(await consumed(insuranceWindow(30 * 86_400))).toBe(2);
});
