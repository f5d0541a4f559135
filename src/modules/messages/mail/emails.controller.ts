import { Controller, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { CsvAnswer, CurrentDownload } from '../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../infra/http/csv/csv-files.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import { Creates } from '../../../infra/http/resource.decorators.js';
import { EmailContentDto } from './dto/email-content.dto.js';
import { EmailFileQueryDto, EmailQueryDto } from './dto/email-query.dto.js';
import { EmailDto, EmailPageDto } from './dto/email.dto.js';
import { EmailsService } from './emails.service.js';
import { EMAIL_CONTENT_REMOVED, EMAIL_NOT_FAILED } from './mail.errors.js';
import { TEST_EMAILS } from './mail.limits.js';
import { EMAIL_TABLE } from './email.table.js';

@ApiTags('Operations')
@Controller('admin/emails')
@Access('admin')
export class EmailsController {
  constructor(
    private readonly emails: EmailsService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Lists the e-mails of the last 90 days with what became of them, the newest first.
   * @remarks When somebody says that they got no e-mail: `recipient`, `status` and `template` filter.
   */
  @Get()
  list(@Query() query: EmailQueryDto): Promise<EmailPageDto> {
    return this.emails.search(query);
  }

  /**
   * Downloads all e-mails that the list shows as a table for spreadsheets (CSV, RFC 4180).
   * @remarks With the filters of `GET /admin/emails`, and as `GET /bookings/export` is made.
   */
  @Get('export')
  @CsvAnswer(EMAIL_TABLE, 'One row for each e-mail.')
  getCsv(@CurrentDownload() download: Download, @Query() query: EmailFileQueryDto): Promise<StreamableFile> {
    return this.files.open(EMAIL_TABLE, download, (_present, place) => this.emails.search({ ...query, ...place }));
  }

  /**
   * Shows what became of one e-mail.
   * @remarks To see why one failed: the last error, how often it was tried, and when it is tried next.
   */
  @Get(':id')
  get(@IdParam('id') id: string): Promise<EmailDto> {
    return this.emails.findOne(id);
  }

  /**
   * Shows what an e-mail says, as long as that is kept: until it is sent, or given up with a secret link.
   * @remarks To see what somebody will get, or would have got. Secrets of links are `[redacted]`, so that nobody acts in
   * the name of the recipient, and so are addresses, answers and notes of guests. Each reading is recorded
   * (`mail.content_read`); put `html` into a frame that runs and loads nothing.
   */
  @Get(':id/content')
  getContent(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<EmailContentDto> {
    return this.emails.content(actor, id);
  }

  /**
   * Sends a test e-mail to the caller's own address; `GET /admin/emails/{id}` shows what came of it.
   * @remarks After the settings of the mail server were changed. It takes the way of every other e-mail, so that the worker is
   * tested as well: `sent` says that the server accepted it, `lastError` why it did not.
   */
  @Post('test')
  @RateLimit(TEST_EMAILS)
  @HttpCode(202)
  @Creates('/admin/emails/{id}')
  @Shows('TestEmail', {
    template: 'TEST_EMAIL',
    subject: 'Test e-mail of lyceum.example',
    status: 'queued',
    priority: 'urgent',
    attempts: 0,
    provider: null,
    providerMessageId: null,
    cause: 'mail.test:01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11',
    sentAt: null,
  })
  test(@CurrentActor() actor: Actor): Promise<EmailDto> {
    return this.emails.test(actor);
  }

  /**
   * Sends an e-mail that failed or bounced again, with the full number of attempts.
   * @remarks After the mail server or the address was put right. What is under way or was delivered is not sent again.
   */
  @Post(':id/retry')
  @HttpCode(202)
  @Problems(EMAIL_NOT_FAILED, EMAIL_CONTENT_REMOVED)
  @Shows('QueuedEmail', {
    status: 'queued',
    providerMessageId: null,
    nextAttemptAt: '2027-01-05T14:12:05.123Z',
    sentAt: null,
  })
  retry(@IdParam('id') id: string): Promise<EmailDto> {
    return this.emails.retry(id);
  }
}
