import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../common/api-errors.js';
import { LOCATION_HEADER } from '../common/http/location-header.js';
import { CreateSubscriptionDto } from './dto/create-subscription.dto.js';
import { SubscriptionDto, SubscriptionListDto, SubscriptionWithSecretDto } from './dto/subscription.dto.js';
import { UpdateSubscriptionDto } from './dto/update-subscription.dto.js';
import {
  toNewSubscription,
  toSubscriptionChanges,
  toSubscriptionDto,
  toSubscriptionWithSecretDto,
} from './subscription.mapper.js';
import { SubscriptionsService } from './subscriptions.service.js';

const idParam = { name: 'subscription_id', description: "The subscription's id" };
const NOT_FOUND = { 404: 'Subscription not found: {subscription_id}' };
const URL_REFUSED = 'Invalid url: must be an address of the public Internet';

@ApiTags('subscriptions')
@Controller('subscriptions')
export class SubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  @RequireScope('subscriptions:write')
  @Post()
  @ApiOperation({
    summary: 'Have an endpoint told of events',
    description:
      'Of what happens from then on, at the latest ten seconds later. Deliveries are signed as Standard Webhooks says; the secret is in this answer alone.',
  })
  @ApiCreatedResponse({ type: SubscriptionWithSecretDto, headers: LOCATION_HEADER })
  @ApiErrors({
    400: URL_REFUSED,
    409: 'There are 100 subscriptions already: delete one first',
    ...JSON_BODY_ERRORS,
  })
  async createSubscription(
    @Body() body: CreateSubscriptionDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SubscriptionWithSecretDto> {
    const made = await this.subscriptions.create(toNewSubscription(body));
    response.location(`/subscriptions/${made.subscription.id}`);
    return toSubscriptionWithSecretDto(made);
  }

  @RequireScope('subscriptions:read')
  @Get()
  @ApiOperation({ summary: 'List subscriptions', description: 'All of them, oldest first.' })
  @ApiOkResponse({ type: SubscriptionListDto })
  @ApiErrors({})
  async listSubscriptions(): Promise<SubscriptionListDto> {
    return { data: (await this.subscriptions.list()).map(toSubscriptionDto) };
  }

  @RequireScope('subscriptions:read')
  @Get(':subscription_id')
  @ApiOperation({ summary: 'Show a subscription' })
  @ApiParam(idParam)
  @ApiOkResponse({ type: SubscriptionDto })
  @ApiErrors(NOT_FOUND)
  async getSubscription(@Param('subscription_id') id: string): Promise<SubscriptionDto> {
    return toSubscriptionDto(await this.subscriptions.get(id));
  }

  @RequireScope('subscriptions:write')
  @Patch(':subscription_id')
  @ApiOperation({
    summary: 'Change a subscription',
    description:
      'What waits for an endpoint that is enabled again, or has a new URL, is sent at once. Once it is answered that one is disabled, or elsewhere, no request to where it was begins.',
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: SubscriptionDto })
  @ApiErrors({ 400: URL_REFUSED, ...NOT_FOUND, ...JSON_BODY_ERRORS })
  async updateSubscription(
    @Param('subscription_id') id: string,
    @Body() body: UpdateSubscriptionDto,
  ): Promise<SubscriptionDto> {
    return toSubscriptionDto(await this.subscriptions.update(id, toSubscriptionChanges(body)));
  }

  @RequireScope('subscriptions:write')
  @Delete(':subscription_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a subscription',
    description: 'Once it is answered no request to it begins, and what was sent is forgotten.',
  })
  @ApiParam(idParam)
  @ApiNoContentResponse()
  @ApiErrors(NOT_FOUND)
  async deleteSubscription(@Param('subscription_id') id: string): Promise<void> {
    await this.subscriptions.remove(id);
  }

  @RequireScope('subscriptions:write')
  @Post(':subscription_id/secret')
  @ApiOperation({
    summary: 'Give a subscription a new secret',
    description: 'It is in this answer alone. For a day deliveries are signed with the old one as well.',
  })
  @ApiParam(idParam)
  @ApiCreatedResponse({ type: SubscriptionWithSecretDto })
  @ApiErrors(NOT_FOUND)
  async rotateSecret(@Param('subscription_id') id: string): Promise<SubscriptionWithSecretDto> {
    return toSubscriptionWithSecretDto(await this.subscriptions.rotate(id));
  }
}
