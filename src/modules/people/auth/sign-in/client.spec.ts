import { describeDevice } from './client.js';

describe('describeDevice', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile Safari/604.1',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
      'Edge on Windows',
    ],
    ['curl/8.5.0', 'curl'],
    ['okhttp/4.12 (something)', 'okhttp'],
    ['', 'Unknown device'],
    [undefined, 'Unknown device'],
  ])('describes %s', (userAgent, device) => {
    expect(describeDevice(userAgent)).toBe(device);
  });

  it('fits its column', () => {
    expect(describeDevice('x'.repeat(5000))).toHaveLength(100);
  });
});
