import { Controller, Get, HttpStatus, Res, ServiceUnavailableException, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorator.js';
import { AppConfig, HttpConfig } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { Dependencies } from './dependencies.js';
import { HealthDto, LivenessDto, toOutsideStateDto } from './health.dto.js';
import { Lifecycle } from './lifecycle.js';

@ApiTags('Health')
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  constructor(
    private readonly config: AppConfig,
    private readonly http: HttpConfig,
    private readonly dependencies: Dependencies,
    private readonly lifecycle: Lifecycle,
    private readonly terminus: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /**
   * Shows the state of the process and of everything that it needs.
   * @remarks For people and monitoring: each dependency by itself, and `degraded` while only Redis or the mail provider is
   * away. Details can be switched off.
   */
  @Get()
  @Public()
  @ApiResponse({ status: 503, description: 'The database does not answer.', type: HealthDto })
  async get(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const { outside, ...ours } = await this.dependencies.report();
    const isWithout = outside.some(({ service, state }) => service.isOurs && state !== 'closed');
    const degraded = ours.redis === 'down' || ours.queue === 'down' || isWithout;
    const status = ours.database === 'down' ? 'down' : degraded ? 'degraded' : 'ok';
    if (status === 'down') reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    if (!this.http.healthDetails) return { status, timestamp: new Date() };
    return {
      status,
      uptime: Math.round(process.uptime() * 10) / 10,
      timestamp: new Date(),
      environment: this.config.environment,
      version: VERSION,
      services: { ...ours, outside: outside.map(toOutsideStateDto) },
    };
  }

  /**
   * Answers as long as the process runs; restart it when this fails.
   * @remarks For the liveness probe of an orchestrator. It does not look at the database, whose absence no restart
   * mends.
   */
  @Get('live')
  @Public()
  getLiveness(): LivenessDto {
    return { status: 'ok' };
  }

  /**
   * Answers 200 while this process should get requests: the database answers and it is not stopping.
   * @remarks For a load balancer or the readiness probe. It answers 503 as soon as the process begins to stop.
   */
  @Get('ready')
  @Public()
  @ApiResponse({ status: 503, description: 'Send requests elsewhere.', type: LivenessDto })
  async getReadiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<LivenessDto> {
    const result = await this.terminus
      .check([
        () =>
          this.lifecycle.isDraining ? this.indicators.check('process').down() : this.indicators.check('process').up(),
        async () => {
          const database = this.indicators.check('database');
          return (await this.dependencies.database()) === 'up' ? database.up() : database.down();
        },
      ])
      .catch((error: unknown) => {
        if (error instanceof ServiceUnavailableException) return undefined;
        throw error;
      });
    if (result) return { status: 'ok' };
    reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: this.lifecycle.isDraining ? 'shutting_down' : 'error' };
  }
}
