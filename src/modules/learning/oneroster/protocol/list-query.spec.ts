import { pageLinks, readListQuery } from './list-query.js';

describe('the parameters of a list', () => {
  it('are what the standard says when there are none, and unknown ones are nobody’s fault', () => {
    expect(readListQuery({ utm: 'x' })).toEqual({ limit: 100, offset: 0, descending: false });
    expect(readListQuery({ limit: '10000', offset: '20', sort: 'title', orderBy: 'desc', fields: 'a, b' })).toEqual({
      limit: 10_000,
      offset: 20,
      sort: 'title',
      descending: true,
      fields: ['a', 'b'],
    });
  });

  it.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: '10001' }, 'limit'],
    [{ limit: '1e3' }, 'limit'],
    [{ limit: ['1', '2'] }, 'limit'],
    [{ offset: '-1' }, 'offset'],
    [{ offset: '' }, 'offset'],
    [{ orderBy: 'up' }, 'orderBy'],
    [{ fields: 'a,,b' }, 'blank'],
    [{ fields: '' }, 'blank'],
    [{ filter: '' }, 'filter'],
    [{ filter: "title='\u0000'" }, 'filter'],
    [{ sort: '\ud800' }, 'sort'],
  ])('are refused: %j', (query, why) => {
    expect(() => readListQuery(query)).toThrow(why);
  });
});

describe('the links to other pages', () => {
  const url = new URL("https://roster.example/users?filter=status='active'&limit=10&offset=10");
  const relations = (place: Parameters<typeof pageLinks>[1]) =>
    Object.fromEntries(
      pageLinks(url, place)
        .split(', ')
        .map((link) => {
          const [, target = '', relation = ''] = /^<(.+)>; rel="(.+)"$/.exec(link) ?? [];
          expect(new URL(target).searchParams.get('filter')).toBe("status='active'");
          return [relation, Number(new URL(target).searchParams.get('offset'))];
        }),
    );

  it('keep the filter, and lead to what there is', () => {
    expect(relations({ limit: 10, offset: 10, total: 35 })).toEqual({ first: 0, prev: 0, next: 20, last: 30 });
    expect(relations({ limit: 10, offset: 0, total: 10 })).toEqual({ first: 0, last: 0 });
    expect(relations({ limit: 10, offset: 5, total: 0 })).toEqual({ first: 0, prev: 0, last: 0 });
  });
});
