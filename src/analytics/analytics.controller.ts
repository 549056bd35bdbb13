import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequireScope } from '../auth/scope.decorator.js';
import { AnalyticsService } from './analytics.service.js';
import { asWanted } from './answer.mapper.js';
import { CALLS_COLUMNS, CALLS_GROUPS, toCallsResults } from './calls-results.mapper.js';
import { COST_COLUMNS, COST_GROUPS, toCostResults } from './cost-results.mapper.js';
import {
  ANSWERS_COLUMNS,
  ANSWERS_GROUPS,
  ATTEMPTS_COLUMNS,
  ATTEMPTS_GROUPS,
  DURATIONS_COLUMNS,
  DURATIONS_GROUPS,
  toAnswersResults,
  toAttemptsResults,
  toDurationsResults,
} from './dials-results.mapper.js';
import { CallsResultsDto } from './dto/calls-results.dto.js';
import { CostResultsDto } from './dto/cost-results.dto.js';
import {
  AnswersResultsDto,
  AttemptsResultsDto,
  DurationsResultsDto,
  FailuresResultsDto,
} from './dto/dials-results.dto.js';
import { FeedbackResultsDto } from './dto/feedback-results.dto.js';
import { ResultsQueryDto } from './dto/results-query.dto.js';
import { FAILURES_COLUMNS, FAILURES_GROUPS, toFailuresResults } from './failures-results.mapper.js';
import { FEEDBACK_COLUMNS, FEEDBACK_GROUPS, toFeedbackResults } from './feedback-results.mapper.js';
import { ApiResults } from './results-docs.decorator.js';
import { toDaySpan } from './span.mapper.js';

/** What became of calls; what was counted a second ago, as a rule. */
@ApiTags('results')
@Controller('analytics')
export class AnalyticsController {
  constructor(private readonly analytics: AnalyticsService) {}

  @RequireScope('calls:read')
  @Get('calls')
  @ApiResults('Calls by day and outcome', CallsResultsDto)
  async showCallResults(
    @Query() query: ResultsQueryDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CallsResultsDto | string> {
    const span = toDaySpan(query);
    const results = toCallsResults(span, await this.analytics.read(span, CALLS_GROUPS));
    return asWanted(response, { query, accept, name: 'calls', columns: CALLS_COLUMNS }, results);
  }

  @RequireScope('calls:read')
  @Get('answers')
  @ApiResults('How often the first dial of a call is answered, by hour and weekday', AnswersResultsDto)
  async showAnswerResults(
    @Query() query: ResultsQueryDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnswersResultsDto | string> {
    const span = toDaySpan(query);
    const results = toAnswersResults(span, await this.analytics.read(span, ANSWERS_GROUPS));
    return asWanted(response, { query, accept, name: 'answers', columns: ANSWERS_COLUMNS }, results);
  }

  @RequireScope('calls:read')
  @Get('attempts')
  @ApiResults('How many attempts it takes until somebody answers', AttemptsResultsDto)
  async showAttemptResults(
    @Query() query: ResultsQueryDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AttemptsResultsDto | string> {
    const span = toDaySpan(query);
    const results = toAttemptsResults(span, await this.analytics.read(span, ATTEMPTS_GROUPS));
    return asWanted(response, { query, accept, name: 'attempts', columns: ATTEMPTS_COLUMNS }, results);
  }

  @RequireScope('calls:read')
  @Get('durations')
  @ApiResults('How long answered calls are', DurationsResultsDto)
  async showDurationResults(
    @Query() query: ResultsQueryDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DurationsResultsDto | string> {
    const span = toDaySpan(query);
    const results = toDurationsResults(span, await this.analytics.read(span, DURATIONS_GROUPS));
    return asWanted(response, { query, accept, name: 'durations', columns: DURATIONS_COLUMNS }, results);
  }

  @RequireScope('calls:read')
  @Get('failures')
  @ApiResults('Why calls were not completed', FailuresResultsDto)
  async showFailureResults(
    @Query() query: ResultsQueryDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FailuresResultsDto | string> {
    const span = toDaySpan(query);
    const results = toFailuresResults(span, await this.analytics.read(span, FAILURES_GROUPS));
    return asWanted(response, { query, accept, name: 'failures', columns: FAILURES_COLUMNS }, results);
  }

  @RequireScope('calls:read')
  @Get('cost')
  @ApiResults('What calls cost', CostResultsDto)
  async showCostResults(
    @Query() query: ResultsQueryDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CostResultsDto | string> {
    const span = toDaySpan(query);
    const results = toCostResults(span, await this.analytics.read(span, COST_GROUPS));
    return asWanted(response, { query, accept, name: 'cost', columns: COST_COLUMNS }, results);
  }

  @RequireScope('feedback:read')
  @Get('feedback')
  @ApiResults('What callees thought, over time, and their latest notes', FeedbackResultsDto)
  async showFeedbackResults(
    @Query() query: ResultsQueryDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FeedbackResultsDto | string> {
    const span = toDaySpan(query);
    const found = await this.analytics.read(span, FEEDBACK_GROUPS);
    const results = toFeedbackResults(span, found, await this.analytics.latestNotes(found));
    return asWanted(response, { query, accept, name: 'feedback', columns: FEEDBACK_COLUMNS }, results);
  }
}
