import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  Patch,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import type { FastifyReply } from 'fastify';
import type { Pass } from '../../../infra/access/access-token.js';
import { Access, CurrentActor, CurrentPass } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { MarkAllReadDto } from './dto/mark-all-read.dto.js';
import { NotificationQueryDto, UnreadQueryDto } from './dto/notification-query.dto.js';
import { MarkedReadDto, NotificationDto, NotificationPageDto, UnreadCountDto } from './dto/notification.dto.js';
import { TOO_MANY_STREAMS } from './notifications.errors.js';
import { NotificationsService } from './notifications.service.js';
import { NotificationStreams } from './stream/notification-streams.js';

const STREAM_EXAMPLE = `retry: 2000

id: 41
event: unread
data: {"unread":3}

id: 42
event: notification
data: {"id":"01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11","type":"BOOKING_CONFIRMED","title":"Booking confirmed","message":"Mentoring on 1 February at 10:00 is confirmed.","isRead":false,"metadata":{"bookingId":"01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11"},"createdAt":"2027-01-04T08:00:00.000Z"}

`;

@ApiTags('Notifications')
@Controller('notifications')
@Access()
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly streams: NotificationStreams,
  ) {}

  /**
   * Lists the caller's notifications: unread first, then the newest.
   * @remarks The pages after a first one keep its order, so that marking what was shown moves nothing.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: NotificationQueryDto): Promise<NotificationPageDto> {
    return this.notifications.list(actor, query);
  }

  /**
   * Lists the caller's unread notifications, the newest first.
   * @remarks For a panel of news. `GET /notifications` has those that were read, too.
   */
  @Get('unread')
  listUnread(@CurrentActor() actor: Actor, @Query() query: UnreadQueryDto): Promise<NotificationPageDto> {
    return this.notifications.listUnread(actor, query);
  }

  /**
   * Counts the caller's unread notifications.
   * @remarks For a badge. It costs next to nothing; `GET /notifications/stream` tells without asking.
   */
  @Get('count')
  getCount(@CurrentActor() actor: Actor): Promise<UnreadCountDto> {
    return this.notifications.countUnread(actor);
  }

  /**
   * Streams the caller's notifications as they are committed, as server-sent events.
   * @remarks Each `notification` event has an id: reconnect with it in `Last-Event-ID` to go on exactly there, on any server.
   * Without it the stream begins now, with an `unread` event. A comment comes when nothing else did for 15 seconds.
   * The stream ends with the access token or API key: an `end` event tells why.
   */
  @Get('stream')
  @Header('Cache-Control', 'no-store, no-transform')
  @Header('Connection', 'close')
  @Header('X-Accel-Buffering', 'no')
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the last event that was received, such as `42`.',
    schema: { type: 'string', pattern: '^[0-9]{1,18}$' },
  })
  @ApiOkResponse({
    description: 'Events `unread` ({unread}), `notification` (as in the list) and `end` ({code}).',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: STREAM_EXAMPLE } },
  })
  @Problems(TOO_MANY_STREAMS)
  stream(
    @CurrentPass() pass: Pass,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.streams.connect(pass, lastEventId, reply.raw);
  }

  /**
   * Marks all as read. What arrives meanwhile stays unread.
   * @remarks For "mark all as read". With `before` only those until then are marked, which is what somebody has seen.
   */
  @Patch('read-all')
  @ApiBody({ type: MarkAllReadDto, required: false })
  markAllRead(@CurrentActor() actor: Actor, @Body() { before }: MarkAllReadDto): Promise<MarkedReadDto> {
    return this.notifications.markAllRead(actor, before);
  }

  /**
   * Marks one as read; doing it again changes nothing.
   * @remarks When somebody opened it. There is no way back to unread.
   */
  @Patch(':id/read')
  @Shows('ReadNotification', { isRead: true })
  markRead(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<NotificationDto> {
    return this.notifications.markRead(actor, id);
  }

  /**
   * Deletes one.
   * @remarks For good, for the caller alone; what it was about stays as it is.
   */
  @Delete(':id')
  @HttpCode(204)
  delete(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.notifications.remove(actor, id);
  }
}
