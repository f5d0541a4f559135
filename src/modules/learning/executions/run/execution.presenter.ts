import { Injectable } from '@nestjs/common';
import { LiveOutputs } from '../live/live-outputs.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import type { ExecutionDto, ExecutionSummaryDto, TestResultsDto } from './execution.dto.js';
import type { Execution } from './execution.entity.js';
import { isFinished, limitsOf } from './execution.rules.js';

/** Makes DTOs of runs, with all people in one query. */
@Injectable()
export class ExecutionPresenter {
  constructor(
    private readonly users: UsersApi,
    private readonly liveOutputs: LiveOutputs,
  ) {}

  async present(execution: Execution): Promise<ExecutionDto> {
    const { id, status, files, stdin, args, outcome, tests } = execution;
    const isUnderWay = !isFinished(status) && !tests;
    const names = await this.namesOf([execution]);
    return {
      ...toSummary(execution, names),
      files: [...files],
      stdin,
      args: [...args],
      compile: outcome?.compile ?? null,
      run: outcome?.run ?? null,
      liveOutput: isUnderWay ? await this.liveOutputs.read(id) : null,
      limits: outcome?.limits ?? limitsOf(execution),
      tests: toTestResults(execution),
    };
  }

  async presentAll(executions: readonly Execution[]): Promise<ExecutionSummaryDto[]> {
    const names = await this.namesOf(executions);
    return executions.map((execution) => toSummary(execution, names));
  }

  private async namesOf(executions: readonly Execution[]): Promise<ReadonlyMap<string, string>> {
    const people = await this.users.findByIds([...new Set(executions.map(({ userId }) => userId))]);
    return new Map([...people].map(([id, { name }]) => [id, name]));
  }
}

function toSummary(execution: Execution, names: ReadonlyMap<string, string>): ExecutionSummaryDto {
  const { id, kind, status, language, version, driver, sessionId, userId, excerpt, passedTests, isInteractive } =
    execution;
  return {
    ...{ id, kind, status, language, version, driver, sessionId, passedTests, isInteractive },
    executedBy: { id: userId, name: names.get(userId) ?? FORMER_USER },
    output: excerpt,
    executionTime: execution.durationMs,
    createdAt: execution.createdAt,
    startedAt: execution.startedAt,
    finishedAt: execution.finishedAt,
  };
}

function toTestResults({ tests, outcome, passedTests }: Execution): TestResultsDto | null {
  if (!tests) return null;
  const { compare, tolerance, cases } = tests;
  const outcomes = outcome?.tests;
  return {
    compare,
    tolerance,
    passed: passedTests,
    total: cases.length,
    cases: cases.map(({ name, stdin, args, expectedOutput }, index) => {
      const found = outcomes?.[index];
      return {
        ...{ name, stdin, args: [...args], expectedOutput },
        status: found?.status ?? null,
        passed: found?.passed ?? null,
        stdout: found?.stdout ?? '',
        stderr: found?.stderr ?? '',
        truncated: found?.truncated ?? false,
        exitCode: found?.exitCode ?? null,
        wallMs: found?.wallMs ?? null,
      };
    }),
  };
}
