import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { Access } from '../../../infra/access/access.decorator.js';
import { Deprecated } from '../../../infra/http/deprecated.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { queueNames } from '../../../infra/queue/queues.js';
import {
  FailedJobPageDto,
  FailedJobQueryDto,
  JobDto,
  JobPageDto,
  JobQueryDto,
  OutboxBacklogDto,
  QueueOverviewDto,
} from './dto/queue.dto.js';
import { JobsService } from './jobs.service.js';
import { JOB_NOT_FAILED } from './operations.errors.js';
import { WaitingMessagePageDto, WaitingMessageQueryDto } from './dto/waiting-message.dto.js';
import { QueuesService } from './queues.service.js';
import { WaitingMessagesService } from './waiting-messages.service.js';

const QueueParam = () =>
  ApiParam({ name: 'name', description: 'The name of the queue.', enum: queueNames(), enumName: 'QueueName' });

const JobParam = () =>
  ApiParam({ name: 'jobId', description: 'The id of the job.', schema: { type: 'string', maxLength: 200 } });

@ApiTags('Operations')
@Access('admin')
@Controller('admin')
export class QueuesController {
  constructor(
    private readonly queues: QueuesService,
    private readonly jobs: JobsService,
    private readonly waiting: WaitingMessagesService,
  ) {}

  /**
   * Counts the jobs of each queue by state, and what waits in the outbox; for administrators.
   * @remarks The first look when e-mails or webhooks are late: what waits, runs and failed in each queue.
   */
  @Get('queues')
  list(): Promise<QueueOverviewDto> {
    return this.queues.overview();
  }

  /**
   * Shows how far side effects are behind their causes; answers without Redis too. For administrators.
   * @remarks To alert on: the age of the oldest message that nobody has taken says how late side effects are.
   */
  @Get('outbox')
  getOutbox(): Promise<OutboxBacklogDto> {
    return this.queues.backlog();
  }

  /**
   * Lists the messages that wait for others, their children, with how many are left; for administrators.
   * @remarks To find why something was not told yet: what it waits for has not been done.
   */
  @Get('outbox/waiting')
  listWaitingMessages(@Query() query: WaitingMessageQueryDto): Promise<WaitingMessagePageDto> {
    return this.waiting.list(query);
  }

  /**
   * Lists the jobs of a queue in one state, in numbered pages; for administrators.
   * @remarks To look into a queue: `state` chooses. Finished jobs are kept for a while only.
   */
  @Get('queues/:name/jobs')
  @QueueParam()
  listJobs(@Param('name') name: string, @Query() query: JobQueryDto): Promise<JobPageDto> {
    return this.jobs.list(name, query);
  }

  /**
   * Shows one job, how far it is and what it failed with; for administrators.
   * @remarks To follow one job, such as one of a log line.
   */
  @Get('queues/:name/jobs/:jobId')
  @QueueParam()
  @JobParam()
  @Problems(NOT_FOUND)
  getJob(@Param('name') name: string, @Param('jobId') jobId: string): Promise<JobDto> {
    return this.jobs.findOne(name, jobId);
  }

  /**
   * Lists the failed jobs of a queue, the latest first; for administrators. Use the list of jobs instead.
   * @remarks It remains for tools that know it; `GET /admin/queues/{name}/jobs?state=failed` answers the same.
   */
  @Get('queues/:name/failed-jobs')
  @QueueParam()
  @Deprecated({ since: '2026-11-27' })
  listFailedJobs(@Param('name') name: string, @Query() query: FailedJobQueryDto): Promise<FailedJobPageDto> {
    return this.queues.failedJobs(name, query);
  }

  /**
   * Runs a failed job again; for administrators. When it left a dead letter, that one is retried.
   * @remarks After the cause was put right; a job that is no longer there or did not fail is refused.
   */
  @Post('queues/:name/failed-jobs/:jobId/retry')
  @QueueParam()
  @JobParam()
  @HttpCode(202)
  @Problems(NOT_FOUND, JOB_NOT_FAILED)
  retryFailedJob(@Param('name') name: string, @Param('jobId') jobId: string): Promise<void> {
    return this.queues.retryFailedJob(name, jobId);
  }
}
