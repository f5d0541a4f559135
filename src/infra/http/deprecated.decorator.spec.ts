/**
 * It registers a feature of its own.
 * @jest-environment ./test/setup/own-modules-environment.mjs
 */

import { Controller, Get, Module, NotFoundException } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { registerFeatures } from '../features/registered-features.js';
import { Deprecated } from './deprecated.decorator.js';
import { buildDocument } from './openapi.js';

@ApiTags('Old')
@Controller()
class OldController {
  @Get('old')
  @Deprecated({ since: '2026-11-27', sunset: '2027-11-27', link: '/docs' })
  old(): string {
    return 'still here';
  }

  @Get('gone')
  @Deprecated({ since: '2026-11-27' })
  gone(): string {
    throw new NotFoundException();
  }

  @Get('new')
  current(): string {
    return 'here';
  }
}

@Module({ imports: [DiscoveryModule], controllers: [OldController] })
class OldModule {}

registerFeatures([{ name: 'old', tags: { Old: 'What is to go.' } }]);

describe('a deprecated route', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [OldModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterAll(() => app.close());

  const headers = async (url: string) => (await app.inject({ method: 'GET', url })).headers;

  it('says since when, until when and what to read, and works', async () => {
    const { statusCode, body } = await app.inject({ method: 'GET', url: '/old' });
    expect([statusCode, body]).toEqual([200, 'still here']);
    expect(await headers('/old')).toMatchObject({
      deprecation: `@${Date.UTC(2026, 10, 27) / 1000}`,
      sunset: 'Sat, 27 Nov 2027 00:00:00 GMT',
      warning: '299 - "Deprecated since 2026-11-27, and may be gone from 2027-11-27"',
      link: '</docs>; rel="deprecation"',
    });
  });

  it('says so when it fails, too, and says no more than is known', async () => {
    const answered = await headers('/gone');
    expect(answered['deprecation']).toBe(`@${Date.UTC(2026, 10, 27) / 1000}`);
    expect(answered['warning']).toBe('299 - "Deprecated since 2026-11-27"');
    expect([answered['sunset'], answered['link']]).toEqual([undefined, undefined]);
  });

  it('is marked in the document, and no other is', async () => {
    expect((await headers('/new'))['deprecation']).toBeUndefined();
    const { paths } = buildDocument(app, '1');
    expect(['/old', '/gone', '/new'].map((path) => paths[path]?.get?.deprecated)).toEqual([true, true, undefined]);
    const described = paths['/old']?.get?.responses['200'];
    expect(Object.keys((described && 'headers' in described && described.headers) || {})).toEqual(
      expect.arrayContaining(['Deprecation', 'Warning', 'Sunset']),
    );
  });

  it('cannot be one since a day that does not exist', () =>
    expect(() => Deprecated({ since: '27.11.2026' })).toThrow('is not a day'));
});
