import { median, medians, percentile } from './statistics.mjs';

const tenths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe('percentile', () => {
  it('is the smallest value that the share does not exceed', () => {
    expect([0.5, 0.51, 0.9, 0.99, 1].map((share) => percentile(tenths, share))).toEqual([5, 6, 9, 10, 10]);
  });

  it('is the first one for a share of nothing', () => {
    expect(percentile(tenths, 0)).toBe(1);
  });

  it('is the value itself where there is one only', () => {
    expect([0.5, 0.99].map((share) => percentile([7], share))).toEqual([7, 7]);
  });

  it('is no number of nothing', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe('median', () => {
  it('is the one in the middle, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([10, 1, 2, 4])).toBe(3);
  });

  it('orders numbers as numbers', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  it('is no number of nothing', () => {
    expect(median([])).toBeNaN();
  });
});

describe('medians', () => {
  it('are those of each figure by itself, so that no single round decides', () => {
    const rounds = [
      { perSecond: 100, p99: 9 },
      { perSecond: 300, p99: 1 },
      { perSecond: 200, p99: 5 },
    ];
    expect(medians(rounds)).toEqual({ perSecond: 200, p99: 5 });
  });
});
