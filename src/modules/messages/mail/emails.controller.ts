import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import { Access } from '../../../infra/access/access.decorator.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { EmailQueryDto } from './dto/email-query.dto.js';
import { EmailDto, EmailPageDto } from './dto/email.dto.js';
import { EmailsService } from './emails.service.js';
import { EMAIL_CONTENT_REMOVED, EMAIL_NOT_FAILED } from './mail.errors.js';

@ApiTags('Operations')
@Controller('admin/emails')
@Access('admin')
export class EmailsController {
  constructor(private readonly emails: EmailsService) {}

  /**
   * Lists the e-mails of the last 90 days with what became of them, the newest first.
   * @remarks When somebody says that they got no e-mail: `recipient`, `status` and `template` filter.
   */
  @Get()
  list(@Query() query: EmailQueryDto): Promise<EmailPageDto> {
    return this.emails.search(query);
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
