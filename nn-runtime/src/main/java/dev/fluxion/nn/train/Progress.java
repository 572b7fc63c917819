package dev.fluxion.nn.train;

/**
 * How far a training has come.
 *
 * @param epoch the epoch that is running, from 1
 * @param epochs how many there are
 * @param step steps done in all
 * @param steps steps there are in all
 * @param loss mean loss of the steps of this epoch so far
 * @param accuracy share of right predictions in this epoch so far; NaN where nothing is predicted
 * @param secondsLeft estimated time until the end, in seconds
 * @param examplesPerSecond rows taken per second since the start
 */
public record Progress(int epoch, int epochs, long step, long steps, double loss, double accuracy, double examplesPerSecond, double secondsLeft) {
    /** Whether this ends an epoch. */
    public boolean endsEpoch() {
        return step % (steps / epochs) == 0;
    }
}
