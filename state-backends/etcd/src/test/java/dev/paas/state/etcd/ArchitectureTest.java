package dev.paas.state.etcd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The client can be exchanged: two classes know it. */
class ArchitectureTest {

  @Test
  void onlyTheClientKnowsJetcd() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.paas.state.etcd");
    assertTrue(classes.size() > 25, "classes were found");
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(EtcdClient|ClientFailures)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.etcd..", "io.grpc..", "io.netty..", "io.vertx..", "com.google..")
        .check(classes);
  }
}
