import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../common/api-errors.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { ReplaysService } from './deliveries/replays.service.js';
import { DeliveryListQueryDto } from './dto/delivery-list-query.dto.js';
import { DeliveryDetailsDto, DeliveryDto, DeliveryListDto, ReplayedDto } from './dto/delivery.dto.js';
import { ReplayDto } from './dto/replay.dto.js';
import { parseCursor } from './position-cursor.js';
import {
  toDeliveryDetailsDto,
  toDeliveryDto,
  toDeliveryListDto,
  toReplayFilter,
} from './subscription.mapper.js';

const subscriptionParam = { name: 'subscription_id', description: "The subscription's id" };
const deliveryParam = { name: 'delivery_id', description: "The delivery's id" };
const NO_SUBSCRIPTION = { 404: 'Subscription not found: {subscription_id}' };
const NO_DELIVERY = { 404: 'Delivery not found: {delivery_id}' };
const DISABLED = { 409: 'Subscription {subscription_id} is disabled: enable it first' };

@ApiTags('subscriptions')
@Controller()
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly replays: ReplaysService,
  ) {}

  @RequireScope('subscriptions:read')
  @Get('subscriptions/:subscription_id/deliveries')
  @ApiOperation({
    summary: 'What an endpoint is, and was, sent',
    description: 'Newest first. Follow `next_cursor`.',
  })
  @ApiParam(subscriptionParam)
  @ApiOkResponse({ type: DeliveryListDto })
  @ApiErrors({ 400: 'Invalid cursor: must be a next_cursor of an earlier answer', ...NO_SUBSCRIPTION })
  async listDeliveries(
    @Param('subscription_id') subscriptionId: string,
    @Query() query: DeliveryListQueryDto,
  ): Promise<DeliveryListDto> {
    const { status, type, cursor, page_size: pageSize } = query;
    const filter = { subscriptionId, ...(status && { status }), ...(type && { type }) };
    return toDeliveryListDto(await this.deliveries.list(filter, parseCursor(cursor), pageSize));
  }

  @RequireScope('subscriptions:write')
  @Post('subscriptions/:subscription_id/test')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send an endpoint a test event',
    description: '`subscription.test`, whatever it asks for. See what came of it by the delivery.',
  })
  @ApiParam(subscriptionParam)
  @ApiAcceptedResponse({ type: DeliveryDto })
  @ApiErrors({ ...NO_SUBSCRIPTION, ...DISABLED })
  async sendTest(@Param('subscription_id') id: string): Promise<DeliveryDto> {
    return toDeliveryDto(await this.replays.test(id));
  }

  @RequireScope('subscriptions:write')
  @Post('subscriptions/:subscription_id/replays')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send deliveries again',
    description:
      'Those that the filters let through: the same bytes by the same `webhook-id`. With `since` and without a status also events that the endpoint was never sent.',
  })
  @ApiParam(subscriptionParam)
  @ApiAcceptedResponse({ type: ReplayedDto })
  @ApiErrors({
    400: 'Invalid since: must be an RFC 3339 time, such as 2026-01-02T03:04:05Z',
    ...NO_SUBSCRIPTION,
    ...DISABLED,
    ...JSON_BODY_ERRORS,
  })
  async replayDeliveries(
    @Param('subscription_id') id: string,
    @Body() body: ReplayDto,
  ): Promise<ReplayedDto> {
    return { replayed: await this.replays.replayAll(toReplayFilter(id, body)) };
  }

  @RequireScope('subscriptions:read')
  @Get('deliveries/:delivery_id')
  @ApiOperation({ summary: 'Show a delivery with its request', description: 'Also as a command for curl.' })
  @ApiParam(deliveryParam)
  @ApiOkResponse({ type: DeliveryDetailsDto })
  @ApiErrors(NO_DELIVERY)
  async getDelivery(@Param('delivery_id') id: string): Promise<DeliveryDetailsDto> {
    return toDeliveryDetailsDto(await this.deliveries.get(id));
  }

  @RequireScope('subscriptions:write')
  @Post('deliveries/:delivery_id/replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send one delivery again' })
  @ApiParam(deliveryParam)
  @ApiAcceptedResponse({ type: DeliveryDto })
  @ApiErrors({ ...NO_DELIVERY, ...DISABLED })
  async replayDelivery(@Param('delivery_id') id: string): Promise<DeliveryDto> {
    return toDeliveryDto(await this.replays.replay(id));
  }
}
