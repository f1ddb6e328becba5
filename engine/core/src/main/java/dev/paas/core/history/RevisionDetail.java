package dev.paas.core.history;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What a revision set out to do, resource by resource, and what of it failed.
 *
 * @param changes what it set out to do, in the order of the plan
 * @param failures what failed
 */
public record RevisionDetail(List<RecordedChange> changes, List<RecordedFailure> failures) {

  public RevisionDetail {
    changes = List.copyOf(changes);
    failures = List.copyOf(failures);
  }

  /** The same with what failed. */
  public RevisionDetail failed(List<RecordedFailure> what) {
    return new RevisionDetail(changes, what);
  }

  /** As it is kept. */
  public MapValue toValue() {
    List<Value> done = new ArrayList<>(changes.size());
    for (RecordedChange each : changes) {
      done.add(
          MapValue.builder().put("action", each.action()).put("address", each.address()).build());
    }
    List<Value> failed = new ArrayList<>(failures.size());
    for (RecordedFailure each : failures) {
      failed.add(
          MapValue.builder().put("address", each.address()).put("reason", each.reason()).build());
    }
    return MapValue.builder()
        .put("changes", Value.list(done))
        .put("failures", Value.list(failed))
        .build();
  }

  /** Reads what {@link #toValue} gives. */
  public static RevisionDetail of(MapValue value) {
    List<RecordedChange> changes = new ArrayList<>();
    for (Value each : value.getList("changes").values()) {
      MapValue map = (MapValue) each.unwrapped();
      changes.add(new RecordedChange(map.getString("action", ""), map.getString("address", "")));
    }
    List<RecordedFailure> failures = new ArrayList<>();
    for (Value each : value.getList("failures").values()) {
      MapValue map = (MapValue) each.unwrapped();
      failures.add(new RecordedFailure(map.getString("address", ""), map.getString("reason", "")));
    }
    return new RevisionDetail(changes, failures);
  }
}
