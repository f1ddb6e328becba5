package dev.paas.provider.jclouds.cloud.ec2;

/** An error of EC2. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  final String code;

  Refusal(String code, String message) {
    super(message);
    this.code = code;
  }
}
