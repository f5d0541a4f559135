import { RouteTable } from './route-table.js';

describe('RouteTable', () => {
  const table = new RouteTable();
  table.add(['GET', 'HEAD'], '/api/v1/bookings/:id');
  table.add('POST', '/api/v1/bookings/:id/cancel');
  table.add('GET', '/openapi.json');
  table.add('OPTIONS', '*');

  it('knows the methods of an address', () => {
    expect(table.methodsOf('/api/v1/bookings/7')).toEqual(['GET', 'HEAD']);
    expect(table.methodsOf('/api/v1/bookings/7/')).toEqual(['GET', 'HEAD']);
    expect(table.methodsOf('/api/v1/bookings/7/cancel')).toEqual(['POST']);
  });

  it('knows no method of an unknown address', () => {
    expect(table.methodsOf('/api/v1/bookings')).toEqual([]);
    expect(table.methodsOf('/openapi-json')).toEqual([]);
  });
});
