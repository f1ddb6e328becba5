package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import java.util.Map;
import java.util.Set;

/**
 * A plan with what apply needs to carry it out: none of it decides what is done.
 *
 * @param plan the plan
 * @param state the state that it was made from
 * @param evaluation what names stand for
 * @param instances every resource that was planned, by address
 * @param deposed what earlier applies had replaced and not deleted, by the key it was made with
 * @param createFirst addresses of what is to be created before it is destroyed
 */
public record PlannedPlatform(
    Plan plan,
    PlatformState state,
    Evaluation evaluation,
    Map<Address, PlannedInstance> instances,
    Map<String, ResourceRecord> deposed,
    Set<Address> createFirst) {}
