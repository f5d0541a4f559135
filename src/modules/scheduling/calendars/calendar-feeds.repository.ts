import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../infra/database/paginate.js';
import type { Page } from '../../../kernel/page.js';
import type { CalendarFeedQueryDto } from './dto/calendar-feed.dto.js';
import { CalendarFeed } from './entities/calendar-feed.entity.js';

export type NewCalendarFeed = Pick<
  CalendarFeed,
  'ownerId' | 'scope' | 'organizationId' | 'bookableId' | 'secretHash' | 'sealedSecret'
>;

@Injectable()
export class CalendarFeedsRepository {
  constructor(@InjectRepository(CalendarFeed) private readonly feeds: Repository<CalendarFeed>) {}

  /** @throws QueryFailedError when the person has a feed of this calendar, which answers calendar_feed_exists */
  insert(feed: NewCalendarFeed): Promise<CalendarFeed> {
    return this.feeds.save(this.feeds.create({ ...feed, rotatedAt: null }));
  }

  list(ownerId: string, query: CalendarFeedQueryDto): Promise<Page<CalendarFeed>> {
    return paginate(this.feeds.createQueryBuilder('feed').where({ ownerId }), query, '-createdAt');
  }

  find(ownerId: string, id: string): Promise<CalendarFeed | null> {
    return this.feeds.findOneBy({ ownerId, id });
  }

  findBySecret(secretHash: string): Promise<CalendarFeed | null> {
    return this.feeds.findOneBy({ secretHash });
  }

  async rotate(id: string, secret: Pick<CalendarFeed, 'secretHash' | 'sealedSecret' | 'rotatedAt'>): Promise<void> {
    await this.feeds.update({ id }, secret);
  }

  /** @returns whether it was there */
  async delete(ownerId: string, id: string): Promise<boolean> {
    return ((await this.feeds.delete({ ownerId, id })).affected ?? 0) > 0;
  }

  async deleteAllOf(ownerId: string): Promise<void> {
    await this.feeds.delete({ ownerId });
  }
}
