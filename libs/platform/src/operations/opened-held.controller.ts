import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PERSONAL_DATA_SCOPE } from '@entrepot/contracts/access';
import { DeadLetters, ParkedInputs, type HeldMessage } from '@entrepot/eventstore';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { CalledBy, type HandOf } from './called-by';
import { Opening, OpenReason } from './opening';
import { DeadLetterOpened, ParkedOpened, type MessageOpened } from './operations.answers';
import { noInput, noLetter } from './operations-errors';
import { openMessage, showDeadLetter, showParked } from './shown';

/** What waits or was given up, with the personal data in it in plain: for who may see it, with a reason that is written down. */
@ApiTags('operations')
@NeedsScope(PERSONAL_DATA_SCOPE)
@Controller('v1/operations')
export class OpenedHeldController {
  constructor(
    private readonly parked: ParkedInputs,
    private readonly letters: DeadLetters,
    private readonly opening: Opening,
  ) {}

  /** The message as it was sent; of what was erased only the envelope is left. */
  @Post('parked/:id/open')
  @HttpCode(200)
  @Answers(ParkedOpened)
  async input(
    @CalledBy() hand: HandOf,
    @Param('id') id: string,
    @Body() { reason }: OpenReason,
  ): Promise<ParkedOpened> {
    const input = await this.parked.show(hand.of, id);
    if (input === undefined) throw noInput(id);
    return { ...showParked(input), message: await this.opened(hand, id, reason, input.message) };
  }

  /** The message as it was sent; of what was erased only the envelope is left. */
  @Post('dead-letters/:id/open')
  @HttpCode(200)
  @Answers(DeadLetterOpened)
  async letter(
    @CalledBy() hand: HandOf,
    @Param('id') id: string,
    @Body() { reason }: OpenReason,
  ): Promise<DeadLetterOpened> {
    const letter = await this.letters.show(hand.of, id);
    if (letter === undefined) throw noLetter(id);
    return { ...showDeadLetter(letter), message: await this.opened(hand, id, reason, letter.message) };
  }

  private opened(hand: HandOf, id: string, reason: string, held: HeldMessage): Promise<MessageOpened> {
    return this.opening.of(hand, id, reason, async () => {
      const message = openMessage(held);
      return { ...message, body: await this.opening.event(message.body) };
    });
  }
}
