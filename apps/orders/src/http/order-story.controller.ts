import { Controller, Get, Param, Query } from '@nestjs/common';
import { StoryEntryPage, type StoryEntry } from '@entrepot/contracts/orders';
import type { Page } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, MerchantId, PageQuery, pageRequest, Summary } from '@entrepot/platform';
import { OrderStory } from '../views/order-story';

@Controller('v1/orders/:orderId/story')
export class OrderStoryController {
  constructor(private readonly story: OrderStory) {}

  /** Oldest first. */
  @Get()
  @Summary('Tell the story of an order, in all services')
  @Answers(StoryEntryPage)
  async show(@MerchantId() merchantId: string, @Param('orderId') orderId: string, @Query() query: PageQuery) {
    const { limit = 50, cursor } = pageRequest(query);
    return pageAfter(await this.story.of(merchantId, orderId), limit, cursor);
  }
}

/** The cursor is the id of the last entry of the page before. */
function pageAfter(entries: readonly StoryEntry[], limit: number, cursor: string | undefined): Page<StoryEntry> {
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
  const start = after === undefined ? 0 : entries.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw new DomainError('page.cursor-invalid');
  const items = entries.slice(start, start + limit);
  const last = items.at(-1);
  const isMore = last !== undefined && start + limit < entries.length;
  return isMore ? { items, next: Buffer.from(last.id).toString('base64url') } : { items };
}
